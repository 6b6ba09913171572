"""Activity the place means to shift, each row in its own unit. Rows are never added: their units differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lco.finance.figures import Named, printed
from lco.place.facts.shifts import Shift
from lco.place.pack import Place
from lco.quantities import Kind, Quantity
from lco.store.figures import Figure


def shift_figures(place: Place) -> Iterator[Figure]:
    """Yield each printed shift of activity with the unit its title means."""
    for row in place.rows(Shift):
        quantity = Quantity(Decimal(row.value), f"{row.direction} {row.unit}", Kind(row.kind))
        yield printed(place, row, quantity, Named(f"finance/shift/{row.id}", "shift", row.title, row.year))

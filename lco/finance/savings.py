"""Savings by benefit and year: every cell as printed, every total beside the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lco.finance.figures import Named, computed, difference, printed, sum_in_words
from lco.place.facts.savings import Saving
from lco.place.pack import Place
from lco.quantities import Kind, Quantity
from lco.store.figures import Figure


@dataclass(frozen=True)
class Total:
    """A printed total beside its parts.

    Attributes:
        row: the printed total.
        parts: the rows it should be the sum of.
    """

    row: Saving
    parts: tuple[Saving, ...]

    @property
    def computed(self) -> Quantity:
        """The sum of the parts, in the unit and of the kind of the total."""
        # The cumulative column is the sum of the years' flows: the one place where a flow makes another kind.
        return Quantity(
            Decimal(sum(part.thousands for part in self.parts)), self.row.unit, Kind(self.row.kind)
        )

    @property
    def printed(self) -> Quantity:
        """The total as printed."""
        return quantity_of(self.row)


def quantity_of(row: Saving) -> Quantity:
    """Return the amount of a row with its unit and kind."""
    return Quantity(Decimal(row.thousands), row.unit, Kind(row.kind))


def totals(place: Place) -> tuple[Total, ...]:
    """Return every printed total of the savings table with its parts: across the years and down the table."""
    rows = place.rows(Saving)
    found: list[Total] = []
    for row in rows:
        across = [part for part in rows if part.benefit == row.benefit and part.year != "cumulative"]
        if row.year == "cumulative":
            found.append(Total(row, tuple(across)))
        elif row.row_kind == "column_total":
            cells = [part for part in rows if part.row_kind == "cell" and part.year == row.year]
            found.append(Total(row, tuple(cells)))
        elif row.row_kind == "net":
            made_of = ("column_total", "reinvestment")
            parts = [part for part in rows if part.row_kind in made_of and part.year == row.year]
            found.append(Total(row, tuple(parts)))
    return tuple(each for each in found if each.parts)


def figure_id(row: Saving) -> str:
    """Return the id of a printed row: ``finance/savings/gross/2017-18``."""
    return f"finance/savings/{row.benefit}/{row.year.replace('/', '-')}"


def savings_figures(place: Place) -> Iterator[Figure]:
    """Yield each printed cell, each total computed from its parts, and the differences."""
    for row in place.rows(Saving):
        named = Named(figure_id(row), "savings", f"{row.title}, {row.year}", row.year)
        yield printed(place, row, quantity_of(row), named)
    for each in totals(place):
        base, title = figure_id(each.row), f"{each.row.title}, {each.row.year}"
        yield computed(
            place,
            each.computed,
            Named(f"{base}/computed", "savings", f"{title}, computed from its parts", each.row.year),
            working=sum_in_words([quantity_of(part) for part in each.parts]),
            inputs=tuple(figure_id(part) for part in each.parts),
        )
        yield difference(
            place,
            of_printed=each.printed,
            of_computed=each.computed,
            named=Named(f"{base}/difference", "savings", f"{title}, printed less computed", each.row.year),
            inputs=(base, f"{base}/computed"),
        )

"""Quantities that know their unit and their kind, so that unlike things never add.

A kind says what a figure is over time: a *stock* at a moment, an *in-year flow*, a *recurrent*
full-year effect, or a *cumulative* sum over years. Money is Decimal pounds with an explicit scale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a quantity is over time."""

    STOCK = "stock"
    FLOW = "flow"
    RECURRENT = "recurrent"
    CUMULATIVE = "cumulative"


class UnlikeQuantities(ValueError):
    """Two quantities of different unit or kind were about to be added or compared."""


@dataclass(frozen=True)
class Quantity:
    """A number with its unit (``people``, ``GBP thousand``, ``bed-days``) and its kind."""

    value: Decimal
    unit: str
    kind: Kind

    def __add__(self, other: Quantity) -> Quantity:
        self._must_be_like(other)
        return Quantity(self.value + other.value, self.unit, self.kind)

    def __sub__(self, other: Quantity) -> Quantity:
        self._must_be_like(other)
        return Quantity(self.value - other.value, self.unit, self.kind)

    def _must_be_like(self, other: Quantity) -> None:
        if (self.unit, self.kind) != (other.unit, other.kind):
            raise UnlikeQuantities(
                f"{self.value:,} {self.unit} ({self.kind}) and {other.value:,} {other.unit} "
                f"({other.kind}) cannot be added: their unit or kind differs."
            )


def total(quantities: Iterable[Quantity]) -> Quantity:
    """Return the sum of one or more like quantities.

    Raises:
        UnlikeQuantities: when two differ in unit or kind.
        ValueError: when there is nothing to add, since an empty sum has no unit.
    """
    items = list(quantities)
    if not items:
        raise ValueError("There is nothing to add: an empty sum has no unit.")
    result = items[0]
    for item in items[1:]:
        result = result + item
    return result


def thousands_separated(value: Decimal | int | float, places: int = 0) -> str:
    """Return `value` as the papers print figures, ``229,192``, with `places` decimals."""
    return f"{value:,.{places}f}"

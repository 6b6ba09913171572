"""``totals.csv``: printed totals and derived claims, each to be held against its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Total(Fact):
    """A figure that follows from others in the pack: see `TotalPart` for how.

    Fields:
        id: short name
        title: what the figure is, with how it follows
        printed: the figure as printed; empty where the paper leaves it open and only the computing stands
        unit: unit of the figure
        step: to what the printed figure is rounded: 1, 0.1 ...
        note: what a reader should know
    """

    FILE = "totals.csv"
    KEY = ("id",)
    TITLE = "Printed totals"

    id: str
    title: str
    printed: Decimal | None
    unit: str
    step: Decimal
    note: str | None = None

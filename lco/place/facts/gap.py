"""The gap to 2020/21."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class GapStep(Fact):
    """One step from the gap to what remains of it, in thousands of pounds a year by 2020/21, signed as
    printed.

    Fields:
        id: short name
        title: row heading
        order: position in the table
        thousands: thousands of pounds as printed, signed
        row_kind: start, reduction or printed result
        year: financial year the position belongs to
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        unit: unit of `thousands`
        note: what a reader should know
    """

    FILE: ClassVar[str] = "gap.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "The gap to 2020/21"

    id: str
    title: str
    order: int
    thousands: int
    row_kind: Literal["gap", "step", "remaining"]
    year: str
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    unit: str
    note: str | None = None

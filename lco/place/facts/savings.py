"""Savings by benefit type and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Saving(Fact):
    """One printed cell of the table of cash released, in thousands of pounds, as printed. Totals are printed
    rows of their own and may differ from the sum of their parts.

    Fields:
        benefit: benefit type, or gross, reinvestment or net
        title: row heading
        year: financial year, or `cumulative` for the four years together
        thousands: thousands of pounds as printed; negative where printed negative
        row_kind: which part of the printed table it is
        area: part of the derived claims it belongs to
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        unit: unit of `thousands`
    """

    FILE: ClassVar[str] = "savings.csv"
    KEY: ClassVar[tuple[str, ...]] = ("benefit", "year")
    TITLE: ClassVar[str] = "Savings by benefit type and year"

    benefit: str
    title: str
    year: str
    thousands: int
    row_kind: Literal["cell", "row_total", "column_total", "grand_total", "reinvestment", "net"]
    area: Literal["hospital", "prescribing", "social_care", "all"]
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    unit: str

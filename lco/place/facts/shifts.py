"""Activity shifts by 2020/21."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Shift(Fact):
    """A target reduction of activity by 2020/21, with the unit as printed and the unit the title means.
    Units differ, so rows never add; the paper prints a total all the same, kept in claims.csv as
    `shifts_overall`. Whether a figure is one year's or the sum of years is not printed: it is read as
    2020/21 alone.

    Fields:
        id: short name
        title: row heading
        unit_printed: unit as printed
        unit: unit the title means, our reading
        value: reduction as printed, in `unit`
        year: financial year of the target
        direction: which way the figure counts
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        benefit: savings row that prices it, where one exists
        note: what a reader should know
    """

    FILE: ClassVar[str] = "shifts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Activity shifts by 2020/21"

    id: str
    title: str
    unit_printed: str
    unit: str
    value: int
    year: str
    direction: Literal["fewer", "more"]
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    benefit: Annotated[str, Ref("savings", "benefit")] | None = None
    note: str | None = None

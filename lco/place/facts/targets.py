"""Population outcome targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Target(Fact):
    """A population health outcome the place is to reach, counted as change against what would have happened,
    summed over the years (cumulative).

    Fields:
        id: short name
        indicator: indicator that measures it
        title: what is to change
        value: change summed over the years, as printed, in `unit`
        unit: unit of the value
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        by_year: year by which it is due, as printed
        years: years over which it sums, as printed
        first_year: first financial year of the sum, our reading
        direction: which way the figure counts
        shape: how the sum spreads over the years
        is_shape_printed: whether the paper prints the shape for this row; elsewhere it is our
            configuration
        year_one: change in year one as printed, in `unit`, flow
        year_last: change in the last year as printed, in `unit`, flow
        note: what a reader should know
    """

    FILE: ClassVar[str] = "targets.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Population outcome targets"

    id: str
    indicator: Annotated[str, Ref("indicators")]
    title: str
    value: int
    unit: str
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    by_year: str
    years: int
    first_year: str
    direction: Literal["fewer", "more"]
    shape: Literal["linear_ramp", "flat", "s_curve", "custom"]
    is_shape_printed: bool
    year_one: int | None = None
    year_last: int | None = None
    note: str | None = None

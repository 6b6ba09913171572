"""Figures the synthetic place is held to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class CalibrationTarget(Fact):
    """A published figure that synthetic people should reproduce, with bounds inside which the check passes.
    Greater Manchester shares come from an older population than the city's: they give order and size, and
    their bounds are ours: 20% either way, down to half where a condition comes with age. Blank bounds are
    for comparison only.

    Fields:
        id: short name
        group: part of the calibration report
        title: what is measured
        value: published figure, in `unit`
        low: least value that passes, in `unit`
        high: most that passes, in `unit`
        unit: unit of the value
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        code_set: condition code set it belongs to
        as_at: time the figure belongs to
        note: what a reader should know
    """

    FILE: ClassVar[str] = "calibration.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Figures the synthetic place is held to"

    id: str
    group: Literal["population", "conditions", "spend", "admissions", "gm_prevalence"]
    title: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    code_set: str | None = None
    as_at: str
    note: str | None = None

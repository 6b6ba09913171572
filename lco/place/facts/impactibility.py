"""What case management is expected to change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Impactibility(Fact):
    """What taking somebody into case management is expected to change and to cost. The first row that names
    the person's segment, one of their cohorts or neither counts. Parameters, to be replaced by what the
    place's own evaluation finds.

    Fields:
        id: short name
        order: position in which rows are tried
        segment: segment the row speaks of; empty for any
        cohort: cohort the row speaks of; empty for any
        relative_reduction_percent: emergency admissions avoided, per cent of those expected
        avoidable_cost_pounds: what an avoided admission saves, pounds
        programme_cost_pounds: what a year of case management costs for one person, pounds
        note: what a reader should know
    """

    FILE: ClassVar[str] = "impactibility.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "What case management is expected to change"
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = (("order",),)

    id: str
    order: int
    segment: Annotated[str, Ref("segments")] | None
    cohort: Annotated[str, Ref("cohorts")] | None
    relative_reduction_percent: Decimal
    avoidable_cost_pounds: Decimal
    programme_cost_pounds: Decimal
    note: str | None = None

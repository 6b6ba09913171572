"""Financial plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class FinancialPlanPoint(Fact):
    """A point of the draft financial plan.

    Fields:
        id: short name
        order: position as printed
        kind: what it is
        title: short title
        text: in our words
        first_year: first financial year it is about
        years: years it is about
    """

    FILE: ClassVar[str] = "financial_plan.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Financial plan"

    id: str
    order: int
    kind: Literal["question", "problem", "action"]
    title: str
    text: str
    first_year: str | None = None
    years: int | None = None

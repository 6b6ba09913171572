"""Steps of the business plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class BusinessPlanStep(Fact):
    """A step by which the business plan is drafted, commented on and considered, with its milestone.

    Fields:
        id: short name
        order: position as printed
        milestone: when, where printed
        title: short title
        text: in our words
    """

    FILE: ClassVar[str] = "business_plan_steps.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Steps of the business plan"

    id: str
    order: int
    milestone: Annotated[str, Ref("timetable")] | None = None
    title: str
    text: str

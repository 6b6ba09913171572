"""What the business plan of a Local Care Organisation must show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class BusinessPlanRequirement(Fact):
    """One requirement on the business plan, in the order printed.

    Fields:
        id: short name, unique in the file
        number: number in the order printed, from 1
        title: short title, ours
        requirement: what the plan must show
    """

    FILE: ClassVar[str] = "business_plan.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "What the business plan must show"

    id: str
    number: int
    title: str
    requirement: str

"""Parts of the business plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class BusinessPlanPart(Fact):
    """A document that the one business plan brings together.

    Fields:
        id: short name
        order: position as printed
        title: short title
    """

    FILE: ClassVar[str] = "business_plan_parts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Parts of the business plan"

    id: str
    order: int
    title: str

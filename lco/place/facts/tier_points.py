"""Points of the first score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class TierPoint(Fact):
    """What one unit of a measure adds to the first score by which people are ranked for tiers, over the
    months looked back. The score orders people; it predicts nothing.

    Fields:
        id: short name
        title: what earns points
        measure: column of the run's table of people
        points: points for one `unit`
        unit: unit of the value
        at_most: most points from this row
        lookback_months: months looked back; blank means all recorded history
        note: what a reader should know
    """

    FILE: ClassVar[str] = "tier_points.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Points of the first score"

    id: str
    title: str
    measure: Literal["charlson", "emergency_admissions", "attendances", "bed_days", "contacts"]
    points: Decimal
    unit: str
    at_most: Decimal
    lookback_months: int | None = None
    note: str | None = None

"""Rules of tiers by change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class TierRule(Fact):
    """When a change alone puts people in a tier above the one their rank gives: they rose by so many points
    of percentile, or their predicted risk rose by so much of itself and by so many points, and they have
    come far enough up.

    Fields:
        id: short name
        tier: tier the change leads to
        months: months between the two rankings
        percentile_points: least rise in percentile, points
        relative_percent: least rise of predicted risk, per cent of the former risk
        absolute_points: least rise of predicted risk, points of per cent
        lowest_rank_percent: share of people ranked at least as high, per cent of people (stock); who ranks
            lower does not rise by change
        note: what a reader should know
    """

    FILE: ClassVar[str] = "tier_rules.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Tiers by change"
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = (("tier",),)

    id: str
    tier: Annotated[str, Ref("tiers")]
    months: int
    percentile_points: Decimal
    relative_percent: Decimal
    absolute_points: Decimal
    lowest_rank_percent: Decimal
    note: str | None = None

"""Tiers of risk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Tier(Fact):
    """A tier of risk with the share of ranked people it holds, highest risk first. Shares are percentages of
    people (stock); the text of the paper prints the tiers and only the top share.

    Fields:
        id: tier
        name: name shown
        from_rank_percent: share of people ranked above this tier, per cent of people (stock)
        to_rank_percent: share of people ranked in this tier or above, per cent of people (stock)
        share_percent: share of people in this tier, per cent of people (stock)
        description: who is in it
        response: what the papers ask to be done
        paper: source and section of description and response
    """

    FILE: ClassVar[str] = "tiers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Tiers of risk"

    id: Literal["high", "rising", "low"]
    name: str
    from_rank_percent: Decimal
    to_rank_percent: Decimal
    share_percent: Decimal
    description: str
    response: str
    paper: str

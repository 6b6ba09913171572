"""A little Manchester in which people have moved: what a run says of risk and movement, set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.journeys.manchester import FIRST_TEAM


@dataclass(frozen=True)
class Moved:
    """People of the first team who differ in what changed."""

    up: Any
    down: Any
    new: Any
    rising_fast: Any


@pytest.fixture
def moved(manchester: Any) -> Moved:
    """Say of every person of the first team how likely an admission is, and of four what changed."""
    from django.db.models import F
    from django.db.models.functions import Cast, Least

    from web.population.models import Listing
    from web.teams.models import Team
    from web.teams.queries import people_of

    mine = people_of(Team.objects.get(slug=FIRST_TEAM))
    nothing = {
        "movement": "same",
        "movement_reasons": "",
        "is_rising_fast": False,
        "cohorts": "",
        "has_mental_health_need": False,
        "is_priority": False,
    }
    falls = Least(30.0 / (F("rank") + 20.0), 0.9, output_field=Listing._meta.get_field("risk"))
    mine.update(
        **nothing,
        former_tier=F("tier"),
        risk=Cast(falls, Listing._meta.get_field("risk")),
        risk_before=0.05,
        segment="long_term_conditions",
        hfrs_tenths=None,
    )
    high = list(mine.filter(tier="high").order_by("rank")[:2])
    rising = list(mine.filter(tier="rising").order_by("rank")[:2])
    up, rising_fast, new, down = high[0], rising[0], rising[1], mine.filter(tier="low").order_by("rank")[0]
    _change(
        up,
        movement="up",
        former_tier="rising",
        movement_reasons="Two emergency admissions since; heart failure newly recorded",
        risk=0.26,
        risk_before=0.09,
        segment="frailty_and_dementia",
        cohorts=";frail_older_people;",
        is_priority=True,
        impactibility_pence=-7_500,
        hfrs_tenths=173,
    )
    _change(rising_fast, is_rising_fast=True, movement_reasons="Three attendances since", risk=0.14)
    _change(new, movement="new", former_tier="", has_mental_health_need=True)
    _change(down, movement="down", former_tier="high", movement_reasons="No admission for a year")
    return Moved(up=up, down=down, new=new, rising_fast=rising_fast)


def _change(listing: Any, **values: Any) -> None:
    type(listing).objects.filter(pk=listing.pk).update(**values)
    listing.refresh_from_db()

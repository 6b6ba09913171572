"""Entries of a directory for tests, and Hypothesis strategies that make any."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, time
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from lco.teams.directory.entries import (
    Eligibility,
    Entry,
    Hours,
    Organisation,
    Referral,
    Sitting,
    Status,
    Variation,
    Venue,
    Wanted,
)
from lco.teams.directory.matching import Area

CHRISTMAS = date(2026, 12, 25)
AREA = Area(
    names=MappingProxyType({"east": "Eastside", "west": "Westside", "far": "Farside"}),
    locality_of=MappingProxyType({"east": "one", "west": "one", "far": "two"}),
    needs=MappingProxyType({"loneliness": "Loneliness", "falls": "Falls"}),
    bank_holidays=frozenset({CHRISTMAS}),
    look_ahead=62,
)


def sitting(*hours: Hours, where: str = "east", **changes: Any) -> Sitting:
    """Return a sitting in a hall of a neighbourhood, Tuesdays when no hours are given."""
    venue = Venue(id=uuid.uuid4(), name="Hall", neighbourhood=where)
    weekly = hours or (Hours(1, time(10), time(12)),)
    return replace(Sitting(id=uuid.uuid4(), venue=venue, hours=weekly), **changes)


def entry(**changes: Any) -> Entry:
    """Return a club for everybody, Tuesdays in the east."""
    made = Entry(
        id=uuid.uuid4(),
        name="Club",
        organisation=Organisation(id=uuid.uuid4(), name="Friends"),
        needs=("loneliness",),
        sittings=(sitting(),),
    )
    return replace(made, **changes)


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40).map(str.strip)
names = words.filter(bool)
codes = st.lists(st.sampled_from(["loneliness", "falls", "pain"]), unique=True, max_size=3).map(tuple)
areas = st.lists(st.sampled_from(["east", "west"]), unique=True, max_size=2).map(tuple)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
minutes = st.integers(0, 23 * 60 + 58)


@st.composite
def spans(draw: Any) -> tuple[time, time]:
    """Draw when something opens and closes on a day."""
    opens = draw(minutes)
    closes = draw(st.integers(opens + 1, 23 * 60 + 59))
    return time(*divmod(opens, 60)), time(*divmod(closes, 60))


@st.composite
def hours(draw: Any) -> Hours:
    """Draw any weekly opening."""
    opens, closes = draw(spans())
    every = draw(st.sampled_from([1, 2]))
    of_month = draw(st.sets(st.integers(1, 5))) if every == 1 else set()
    starts_on = draw(days) if every == 2 else draw(st.none() | days)
    return Hours(
        weekday=draw(st.integers(0, 6)),
        opens=opens,
        closes=closes,
        every=every,
        of_month=tuple(sorted(of_month)),
        starts_on=starts_on,
        ends_before=draw(st.none() | days),
    )


# A reason is one line without a colon at its start: it is written behind one.
reasons = st.text(st.characters(categories=["L", "N"], include_characters=" "), max_size=20).map(
    lambda text: " ".join(text.split())
)


@st.composite
def variations(draw: Any) -> Variation:
    """Draw any day that differs."""
    if draw(st.booleans()):
        return Variation(draw(days), why=draw(reasons))
    opens, closes = draw(spans())
    return Variation(draw(days), opens, closes, draw(reasons))


@st.composite
def sittings(draw: Any) -> Sitting:
    """Draw any service at a location."""
    coordinates = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    venue = Venue(
        id=draw(st.uuids()),
        name=draw(names),
        address=draw(words),
        postcode=draw(st.sampled_from(["", "M1 1AA"])),
        neighbourhood=draw(st.sampled_from(["", "east"])),
        latitude=coordinates[0] if coordinates else None,
        longitude=coordinates[1] if coordinates else None,
        access=draw(words),
    )
    return Sitting(
        id=draw(st.uuids()),
        venue=venue,
        hours=tuple(draw(st.lists(hours(), max_size=3))),
        variations=tuple(draw(st.lists(variations(), max_size=2))),
        is_open_on_bank_holidays=draw(st.booleans()),
    )


@st.composite
def eligibilities(draw: Any) -> Eligibility:
    """Draw any rule of who a service is for."""
    ages = sorted(draw(st.lists(st.integers(0, 110), min_size=2, max_size=2)))
    return Eligibility(
        age_from=draw(st.sampled_from([None, ages[0]])),
        age_to=draw(st.sampled_from([None, ages[1]])),
        sex=draw(st.sampled_from(Wanted)),
        areas=draw(areas),
        conditions=draw(codes),
        referral=draw(st.sampled_from(Referral)),
        text=draw(words),
    )


@st.composite
def entries(draw: Any) -> Entry:
    """Draw any entry of a directory."""
    return Entry(
        id=draw(st.uuids()),
        name=draw(names),
        organisation=Organisation(draw(st.uuids()), draw(names), draw(words), "https://a.example", ""),
        description=draw(words),
        needs=draw(codes),
        eligibility=draw(eligibilities()),
        cost=draw(words),
        contact=draw(words),
        phone=draw(st.sampled_from(["", "0161 496 0100"])),
        email=draw(st.sampled_from(["", "club@a.example"])),
        website=draw(st.sampled_from(["", "https://club.example"])),
        languages=tuple(draw(st.lists(names, max_size=2))),
        level=draw(st.sampled_from(["", "city"])),
        offer=draw(st.sampled_from(["", "dementia"])),
        sittings=tuple(draw(st.lists(sittings(), max_size=2))),
        status=draw(st.sampled_from(Status)),
        assured_on=draw(st.none() | days),
        assurer=draw(st.sampled_from(["", "desk@a.example"])),
        is_synthetic=draw(st.booleans()),
    )

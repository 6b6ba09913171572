"""The list of people of a run: what it says of need and movement, and what earlier runs leave unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from web.population.models import Listing
from web.population.queries import Asked, matching, movement_counts
from web.population.receivers import load_listing
from web.records.models import Person, PublishedRun

pytestmark = pytest.mark.django_db

# What every run has told since the first.
FIRST: Mapping[str, Any] = {
    "neighbourhood": "harbour",
    "locality": "north",
    "practice": "P1",
    "tier": "high",
    "rank": 1,
    "age": 80,
    "sex": 2,
    "charlson": 3,
    "conditions": 4,
    "emergency_admissions": 2,
    "attendances": 3,
    "bed_days": 10,
    "contacts": 12,
    "cost_pence": 123_400,
    "reasons": "Heart failure",
    "nhs_number": "",
    "searched": "lee ann",
}
LATER: Mapping[str, Any] = {
    "risk": 0.25,
    "risk_before": 0.125,
    "former_tier": "rising",
    "movement": "up",
    "movement_reasons": "Two admissions since; a new heart failure",
    "is_rising_fast": True,
    "segment": "frailty_and_dementia",
    "cohorts": "frail_older_people;long_term",
    "has_mental_health_need": True,
    "is_priority": True,
    "impactibility_pence": -4_200,
    "deprivation": 1,
    "hfrs_tenths": 173,
    "medicines": 9,
}


@pytest.fixture
def published(db: None) -> PublishedRun:
    """A run whose people can be loaded."""
    for number in range(1, 9):
        Person.objects.create(pseudonym=number, born_on=date(1938, 1, 1), sex=2, is_synthetic=True)
    return PublishedRun.objects.create(
        run="one",
        place="smalltown",
        index_on=date(2018, 4, 1),
        people=1,
        is_current=True,
        published_at=datetime(2018, 4, 2, tzinfo=UTC),
    )


def load(published: PublishedRun, *people: Mapping[str, Any]) -> list[Listing]:
    """Load people, numbered from 1, and return them as listed."""
    rows = [{"person": number, **person} for number, person in enumerate(people, start=1)]
    load_listing(published=published, people=pa.Table.from_pylist(rows))
    return list(Listing.objects.order_by("person"))


def test_what_a_run_says_of_need_and_movement_is_kept(published: PublishedRun) -> None:
    (who,) = load(published, {**FIRST, **LATER})
    told = {name: getattr(who, name) for name in LATER}
    assert told == {**LATER, "cohorts": ";frail_older_people;long_term;"}
    assert who.movement_reason_list == ["Two admissions since", "a new heart failure"]
    assert who.cohort_list == ["frail_older_people", "long_term"]


def test_a_run_of_an_earlier_version_says_nothing_of_them(published: PublishedRun) -> None:
    (who,) = load(published, FIRST)
    unsaid = {name: getattr(who, name) for name in LATER}
    assert {name for name, value in unsaid.items() if value is None} == {
        "risk",
        "risk_before",
        "impactibility_pence",
        "deprivation",
        "hfrs_tenths",
        "medicines",
    }, "what is not known is not nought"
    assert not any(value for value in unsaid.values() if value is not None)


def test_what_does_not_apply_stays_unknown_beside_what_is_nought(published: PublishedRun) -> None:
    nobody = {**FIRST, **LATER, "hfrs_tenths": None, "risk": None, "former_tier": None, "movement": "new"}
    nought = {**FIRST, **LATER, "hfrs_tenths": 0, "charlson": None, "movement_reasons": None}
    one, two = load(published, nobody, nought)
    assert (one.hfrs_tenths, one.risk, one.former_tier, one.movement) == (None, None, "", "new")
    assert (two.hfrs_tenths, two.charlson, two.movement_reasons) == (0, None, "")


ASKED = [
    (Asked(movement="up"), {1, 2}),
    (Asked(movement="new"), {3}),
    (Asked(is_rising_fast=True), {2, 4}),
    (Asked(cohort="long_term"), {1, 3}),
    (Asked(cohort="long"), set()),
    (Asked(cohort="long_te.m"), set()),
    (Asked(segment="frail"), {1}),
    (Asked(has_mental_health_need=True), {4}),
    (Asked(is_priority=True), {1, 4}),
    (Asked(movement="up", is_rising_fast=True), {2}),
    (Asked(movement="up", tier="low"), set()),
]


@pytest.fixture
def four(published: PublishedRun) -> None:
    """Four people who differ in what is asked for."""
    nothing = {**FIRST, "is_rising_fast": False, "has_mental_health_need": False, "is_priority": False}
    load(
        published,
        {**nothing, "movement": "up", "segment": "frail", "cohorts": "long_term", "is_priority": True},
        {**nothing, "movement": "up", "cohorts": "children;long_term_and_end", "is_rising_fast": True},
        {**nothing, "movement": "new", "cohorts": "frail; long_term"},
        {
            **nothing,
            "movement": "down",
            "has_mental_health_need": True,
            "is_priority": True,
            "is_rising_fast": True,
        },
    )


@pytest.mark.parametrize(("asked", "found"), ASKED)
def test_people_are_found_by_need_and_movement(four: None, asked: Asked, found: set[int]) -> None:
    people = matching(Listing.objects.all(), asked)
    assert set(people.values_list("person", flat=True)) == found


def test_who_moved_is_counted_in_one_query_whatever_movement_is_asked(four: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        counts = movement_counts(Listing.objects.all(), Asked(movement="down", is_rising_fast=True))
    assert counts == {"up": 2, "down": 1, "new": 1, "rising_fast": 2}
    assert len(asked) == 1
    assert movement_counts(Listing.objects.all(), Asked(is_priority=True))["up"] == 1

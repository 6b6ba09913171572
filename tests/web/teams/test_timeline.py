"""A person's events: by year, newest first, what matters most before everything."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from lco.engine import connect
from lco.records.timeline import timeline
from tests.journeys.manchester import FIRST_TEAM
from web.teams import queries
from web.teams.models import Team
from web.teams.timelines import MAIN, timeline_of

pytestmark = pytest.mark.django_db


def everything(_kind: str) -> bool:
    return True


@pytest.fixture
def person(manchester: Any) -> int:
    """The person of the first team who is most in need."""
    people = queries.people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("tier_order", "rank")
    return int(people[0].person_id)


def test_everything_is_every_event_of_the_records(manchester: Any, person: int) -> None:
    events = timeline(manchester.store, connect(), person)
    shown = timeline_of(person, "all", may=everything)
    assert sum(len(inside) for _, inside in shown.years) + shown.left == len(events)
    days = [event.starts_on for _, inside in shown.years for event in inside]
    assert days == sorted(days, reverse=True)
    assert all(event.starts_on.year == year for year, inside in shown.years for event in inside)


def test_choices_count_what_they_show(manchester: Any, person: int) -> None:
    counted = Counter(event.kind for event in timeline(manchester.store, connect(), person))
    for key, _, count in timeline_of(person, may=everything).choices:
        if key not in {"main", "all"}:
            assert count == counted[key] > 0


def test_what_matters_most_leaves_contacts_medicines_and_costs_out(person: int) -> None:
    shown = [event for _, inside in timeline_of(person, may=everything).years for event in inside]
    assert shown
    assert {event.kind for event in shown} <= MAIN
    titles = [event.title for event in shown if event.kind == "conditions"]
    assert len(titles) == len(set(titles))


def test_a_condition_stands_where_it_was_first_recorded(manchester: Any, person: int) -> None:
    events = timeline(manchester.store, connect(), person)
    for _, inside in timeline_of(person, may=everything).years:
        for event in inside:
            if event.kind == "conditions":
                same = [each.starts_on for each in events if each.title == event.title]
                assert event.starts_on == min(same)


def test_an_unknown_choice_shows_what_matters_most(person: int) -> None:
    assert timeline_of(person, "spells", may=everything) == timeline_of(person, "main", may=everything)


def test_nobody_and_no_store_give_an_empty_timeline(manchester: Any, settings: Any) -> None:
    assert timeline_of(1, may=everything).years == []
    settings.LCO_STORE = None
    assert timeline_of(1, may=everything).years == ()

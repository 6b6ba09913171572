"""Who comes on an agenda, why, in what order, and how many there is time for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.agenda import (
    PRIORITY,
    TITLES,
    Candidate,
    Why,
    propose,
    reasons_of,
    room_for,
)
from lco.teams.standards import standards
from lco.teams.workflow import OPEN, State

ON = date(2026, 8, 6)
KNOWN = standards()


def somebody(case: int = 1, **known: Any) -> Candidate:
    """Return somebody cared for, about whom nothing is to be said but what is given."""
    return Candidate(**{"case": case, "state": State.ACTIVE, "state_since": ON - timedelta(days=3), **known})


def why(**known: Any) -> list[tuple[Why, str]]:
    """Return code and words of every reason."""
    return [(each.why, each.words) for each in reasons_of(somebody(**known), on=ON)]


@pytest.mark.parametrize(
    ("known", "reason", "words"),
    [
        ({"times_carried": 1}, Why.CARRIED_FORWARD, "Not reached at the last meeting"),
        ({"times_carried": 3}, Why.CARRIED_FORWARD, "Not reached at the last 3 meetings"),
        ({"by_hand": " She fell "}, Why.BY_HAND, "She fell"),
        ({"is_hospital": True}, Why.HOSPITAL, "Unplanned stay in hospital since the last discussion"),
        ({"moved_up": "Moved up from low to high risk"}, Why.MOVED_UP, "Moved up from low to high risk"),
        ({"state": State.ASSESSED}, Why.WAITING, "Assessed and waiting to be discussed for 3 days"),
        (
            {"state": State.LISTED, "state_since": ON},
            Why.WAITING,
            "Assessed and waiting to be discussed",
        ),
        ({"is_referral": True}, Why.REFERRAL, "Referred and included, not discussed yet"),
        ({"review_on": ON}, Why.REVIEW_DUE, "The review is due"),
        ({"review_on": ON - timedelta(days=1)}, Why.REVIEW_DUE, "The review is due, 1 day late"),
        ({"state": State.REVIEW_DUE}, Why.REVIEW_DUE, "The review is due"),
        (
            {"state": State.REVIEW_DUE, "review_on": ON + timedelta(days=2)},
            Why.REVIEW_DUE,
            "The review is due",
        ),
        ({"is_rising_fast": True}, Why.RISING_FAST, "The predicted risk is rising fast"),
        ({"overdue_actions": 1}, Why.OVERDUE_ACTIONS, "1 action is overdue"),
        ({"overdue_actions": 2}, Why.OVERDUE_ACTIONS, "2 actions are overdue"),
    ],
)
def test_each_reason_has_its_words(known: dict[str, Any], reason: Why, words: str) -> None:
    assert why(**known) == [(reason, words)]


def test_nothing_new_is_no_reason() -> None:
    assert why() == []
    assert why(review_on=ON + timedelta(days=1)) == []
    assert propose([somebody()], on=ON) == ()


@pytest.mark.parametrize("state", [State.FOUND, State.INCLUDED, State.INVITED])
def test_who_was_not_asked_yet_is_not_discussed_because_a_list_moved(state: State) -> None:
    assert why(state=state, moved_up="Moved up", is_rising_fast=True) == []
    assert [each for each, _ in why(state=state, moved_up="Moved up", is_referral=True)] == [Why.REFERRAL]


def test_all_reasons_of_a_person_stand_together_the_most_pressing_first() -> None:
    found = why(overdue_actions=2, is_hospital=True, times_carried=1, is_rising_fast=True)
    assert [each for each, _ in found] == [
        Why.CARRIED_FORWARD,
        Why.HOSPITAL,
        Why.RISING_FAST,
        Why.OVERDUE_ACTIONS,
    ]


def test_the_order_is_priority_then_reasons_then_waiting_then_need() -> None:
    earlier = {"state_since": ON - timedelta(days=30)}
    people = [
        somebody(1, is_rising_fast=True, rank=1),
        somebody(2, moved_up="Moved up", rank=9),
        somebody(3, moved_up="Moved up", rank=8),
        somebody(4, moved_up="Moved up", rank=None, **earlier),
        somebody(5, moved_up="Moved up", overdue_actions=1),
        somebody(6, times_carried=1),
        somebody(7, moved_up="Moved up", rank=None),
    ]
    assert [each.case for each in propose(people, on=ON)] == [6, 5, 4, 3, 2, 7, 1]


def test_every_reason_has_a_title_and_a_place_in_the_order() -> None:
    assert set(TITLES) == set(PRIORITY) == set(Why)
    assert sorted(PRIORITY.values()) == list(range(1, len(Why) + 1))


@pytest.mark.parametrize(
    ("minutes", "each", "people"),
    [(60, 5, 10), (60, 6, 8), (10, 5, 0), (5, 5, 0), (70, 60, 1)],
)
def test_how_many_there_is_time_for(minutes: int, each: int, people: int) -> None:
    assert room_for(minutes=minutes, minutes_each=each, known=KNOWN) == people


def test_nobody_is_given_no_time() -> None:
    with pytest.raises(ValueError, match="at least one minute"):
        room_for(minutes=60, minutes_each=0, known=KNOWN)


CANDIDATES = st.builds(
    Candidate,
    case=st.integers(1, 10_000),
    state=st.sampled_from(sorted(OPEN)),
    state_since=st.dates(date(2026, 1, 1), ON),
    rank=st.none() | st.integers(1, 500),
    moved_up=st.sampled_from(["", "Moved up"]),
    is_rising_fast=st.booleans(),
    is_hospital=st.booleans(),
    is_referral=st.booleans(),
    review_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    overdue_actions=st.integers(0, 9),
    times_carried=st.integers(0, 4),
    by_hand=st.sampled_from(["", "She fell"]),
)


@given(st.lists(CANDIDATES, unique_by=lambda each: each.case))
def test_the_order_does_not_depend_on_how_people_are_given(people: list[Candidate]) -> None:
    found = propose(people, on=ON)
    assert found == propose(reversed(people), on=ON)
    assert [each.priority for each in found] == sorted(each.priority for each in found)
    assert {each.case for each in found} == {each.case for each in people if reasons_of(each, on=ON)}


@given(st.integers(1, 600), st.integers(1, 60))
def test_those_there_is_time_for_fit(minutes: int, minutes_each: int) -> None:
    people = room_for(minutes=minutes, minutes_each=minutes_each, known=KNOWN)
    assert people == 0 or people * minutes_each + KNOWN["minutes_opening"] <= minutes
    assert (people + 1) * minutes_each + KNOWN["minutes_opening"] > minutes

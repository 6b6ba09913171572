"""What a reader may not see of a person's events is gone from them, with all that would tell of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lco.population.codelist_file import Terminology
from lco.population.sensitive import sensitive_codes
from lco.records.timeline import Event
from lco.teams.held_back import kinds_of, sift

CODES = sensitive_codes(Terminology())
DAY = date(2026, 3, 4)
COLD = Event("conditions", DAY, None, "Condition recorded: a cold", "icd10 J00")
HIV = Event("conditions", DAY, None, "Condition recorded: HIV disease", "icd10 B20")
FERTILITY = Event("procedures", DAY, None, "Procedure: fertility", "icd10 Z31.2")
STAY = Event("admissions", DAY, DAY + timedelta(days=3), "Admitted to hospital: HIV disease", "icd10 B20")


def everything(_kind: str) -> bool:
    return True


def nothing(_kind: str) -> bool:
    return False


def everyday(kind: str) -> bool:
    return kind == "ordinary"


def on(kind: str, days: int, **more: Any) -> Event:
    return Event(kind, DAY + timedelta(days=days), None, f"{kind} {days}", **more)


def test_everyday_events_are_shown_and_what_is_held_closer_is_counted() -> None:
    found = sift([COLD, HIV, FERTILITY], CODES, everyday)
    assert found.events == (COLD,)
    assert found.held_back == 2
    assert found.closer == frozenset()


def test_who_may_see_one_kind_sees_that_kind_and_it_is_named_as_closer() -> None:
    found = sift([COLD, HIV, FERTILITY], CODES, lambda kind: kind in {"ordinary", "sexual_health"})
    assert found.events == (COLD, HIV)
    assert found.closer == {HIV}
    assert found.held_back == 1


def test_a_wish_against_everyday_information_leaves_only_what_was_asked_for_by_name() -> None:
    assert sift([COLD, HIV], CODES, lambda kind: kind == "sexual_health").events == (HIV,)


@pytest.mark.parametrize(
    ("event", "is_shown"),
    [
        (on("costs", 0, pence=5), False),
        (on("costs", 2, pence=5), False),
        (on("costs", 3, pence=5), True),
        (on("costs", -1, pence=5), True),
        (on("procedures", 1, code="local scan"), False),
        (on("attendances", 0, is_admitted=True), False),
        (on("attendances", -1, is_admitted=True), False),
        (on("attendances", -2, is_admitted=True), True),
        (on("attendances", 0), True),
        (on("contacts", 1), True),
        (on("conditions", 1, code="icd10 I10"), True),
    ],
)
def test_what_would_tell_of_a_stay_that_is_not_shown_goes_with_it(event: Event, is_shown: bool) -> None:
    found = sift([STAY, event], CODES, everyday)
    assert (event in found.events) is is_shown
    assert found.held_back == 2 - is_shown
    assert sift([STAY, event], CODES, everything).events == (STAY, event)


def test_a_stay_of_one_day_and_one_that_has_not_ended_take_their_first_day() -> None:
    for ends in (DAY, None):
        stay = Event("admissions", DAY, ends, "Admitted", "icd10 A54")
        assert sift([stay, on("costs", 0), on("costs", 1)], CODES, everyday).events == (on("costs", 1),)


def test_what_cannot_be_told_is_shown_to_nobody() -> None:
    found = sift([COLD, HIV, on("contacts", 0)], None, everything)
    assert found.events == (on("contacts", 0),)
    assert found.held_back == 2


def test_each_kind_is_asked_for_once_and_only_what_is_there() -> None:
    asked: list[str] = []
    sift([COLD, HIV, HIV, FERTILITY], CODES, lambda kind: not asked.append(kind))  # type: ignore[func-returns-value]
    assert sorted(asked) == ["assisted_conception", "ordinary", "sexual_health"]
    assert kinds_of(on("contacts", 0), CODES) == {"ordinary"}


_EVENTS = some.lists(
    some.builds(
        Event,
        some.sampled_from(["conditions", "admissions", "costs", "attendances", "procedures"]),
        some.dates(DAY, DAY + timedelta(days=9)),
        some.none(),
        some.text(max_size=3),
        some.sampled_from([None, "icd10 J00", "icd10 B20", "icd10 Z31", "icd10 F64"]),
    ),
    max_size=12,
)


@given(_EVENTS, some.sets(some.sampled_from(["ordinary", "sexual_health", "gender_recognition"])))
def test_nothing_is_lost_moved_or_shown_against_the_rules(events: list[Event], kinds: set[str]) -> None:
    found = sift(events, CODES, lambda kind: kind in kinds)
    assert len(found.events) + found.held_back == len(events)
    assert [event for event in events if event in set(found.events)] == list(found.events)
    assert all(kinds_of(event, CODES) <= kinds for event in found.events)
    assert sift(events, CODES, everything).held_back == 0
    assert sift(events, CODES, nothing).events == ()

"""Which services fit whom, said with reasons; the nearest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lco.teams.directory.assurance import is_assured, months_since
from lco.teams.directory.entries import Eligibility, EntryRefused, Referral, Status, Variation, Wanted
from lco.teams.directory.matching import (
    NOWHERE,
    Asked,
    Nearness,
    ages_in_words,
    is_open_now,
    match,
    matches,
    within,
)
from lco.teams.standards import standards
from tests.lco.teams.directory.made import AREA, CHRISTMAS, entries, entry, sitting

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)
NEIGHBOUR = Asked(age=70, sex=Wanted.FEMALE, neighbourhood="east", needs=("loneliness",))


def _against(asked: Asked = NEIGHBOUR, **changes: Any) -> tuple[str, ...]:
    return match(entry(**changes), asked, AREA, now=NOW).speaks_against


def test_what_fits_says_why() -> None:
    found = match(entry(), NEIGHBOUR, AREA, now=NOW)
    assert found.fits
    assert found.speaks_for == ("Helps with loneliness", "In the same neighbourhood")
    assert found.next_opening is not None
    assert found.next_opening.on == NOW.date()


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Eligibility(age_from=75), "For people of 75 and over: the person is 70"),
        (Eligibility(age_to=25), "For people up to 25: the person is 70"),
        (Eligibility(age_from=18, age_to=64), "For people of 18 to 64: the person is 70"),
        (Eligibility(sex=Wanted.MALE), "For men"),
        (Eligibility(areas=("west", "far")), "For people who live in Westside or Farside"),
    ],
)
def test_each_rule_that_is_not_met_is_said(rule: Eligibility, sentence: str) -> None:
    assert _against(eligibility=rule) == (sentence,)


@pytest.mark.parametrize(
    "rule",
    [
        Eligibility(age_from=70, age_to=70),
        Eligibility(sex=Wanted.FEMALE),
        Eligibility(areas=("east",)),
        Eligibility(conditions=("loneliness", "falls")),
        Eligibility(referral=Referral.PROFESSIONAL),
    ],
)
def test_each_rule_that_is_met_speaks_not_against(rule: Eligibility) -> None:
    assert _against(eligibility=rule) == ()


def test_what_is_not_known_is_no_reason_against() -> None:
    rule = Eligibility(age_from=75, sex=Wanted.MALE, areas=("far",))
    assert _against(Asked(), eligibility=rule) == ()


def test_who_comes_alone_needs_a_referral() -> None:
    rule = Eligibility(referral=Referral.PROFESSIONAL)
    told = _against(replace(NEIGHBOUR, is_by_professional=False), eligibility=rule)
    assert told == ("Needs a referral from a professional",)


def test_a_condition_the_person_has_opens_the_door_and_one_nobody_asked_for_has_to_be_asked() -> None:
    rule = Eligibility(conditions=("falls",))
    unasked = match(entry(eligibility=rule), NEIGHBOUR, AREA, now=NOW)
    assert unasked.fits
    assert "Ask first: for people who live with falls" in unasked.speaks_for
    others = replace(NEIGHBOUR, conditions=("pain",))
    assert _against(others, eligibility=rule) == ("For people who live with falls",)
    assert _against(replace(NEIGHBOUR, conditions=("falls",)), eligibility=rule) == ()


def test_other_needs_and_closed_services_do_not_fit() -> None:
    assert _against(needs=("falls",)) == ("Not for what was asked",)
    assert _against(status=Status.PAUSED) == ("Closed for now",)
    assert _against(status=Status.CLOSED) == ("Closed for good",)


@pytest.mark.parametrize(
    ("on", "at", "told"),
    [
        (date(2026, 11, 24), None, ()),
        (date(2026, 11, 24), time(11), ()),
        (date(2026, 11, 24), time(12), ("Not open on Tuesday 24 November at 12:00",)),
        (date(2026, 11, 25), None, ("Not open on Wednesday 25 November: not held on that day",)),
    ],
)
def test_the_day_and_time_asked_for_are_held_against_its_times(
    on: date, at: time | None, told: tuple[str, ...]
) -> None:
    assert _against(replace(NEIGHBOUR, on=on, at=at)) == told


def test_why_it_is_closed_on_a_day_is_said() -> None:
    christmas = replace(NEIGHBOUR, on=CHRISTMAS)
    assert _against(christmas) == ("Not open on Friday 25 December: closed on bank holidays",)
    closed = sitting(variations=(Variation(date(2026, 11, 24), why="works"),))
    told = _against(replace(NEIGHBOUR, on=date(2026, 11, 24)), sittings=(closed,))
    assert told == ("Not open on Tuesday 24 November: closed that day: works",)
    without = _against(replace(NEIGHBOUR, on=CHRISTMAS), sittings=())
    assert without == ("Has no opening times: ask when it is held",)


def test_the_nearest_come_first_then_by_name() -> None:
    def held(name: str, *where: str) -> Any:
        return entry(name=name, sittings=tuple(sitting(where=each) for each in where))

    found = matches(
        [
            held("a far", "far"),
            held("Zoo", "east"),
            held("b west", "west"),
            held("Ants", "far", "east"),
            entry(name="nowhere", sittings=()),
            entry(name="no", needs=("falls",)),
        ],
        NEIGHBOUR,
        AREA,
        now=NOW,
    )
    assert [each.entry.name for each in found] == ["Ants", "Zoo", "b west", "a far", "nowhere", "no"]
    assert [each.nearness for each in found][:5] == [0, 0, 1, 2, 3]
    assert found[2].speaks_for[-1] == "In the same locality: Westside"
    assert found[3].speaks_for[-1] == "In Farside"


@given(st.lists(entries(), max_size=3))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_entry_is_answered_once_and_those_that_fit_come_first(held: list[Any]) -> None:
    found = matches(held, NEIGHBOUR, AREA, now=NOW)
    assert sorted(each.entry.id for each in found) == sorted(each.id for each in held)
    fits = [each.fits for each in found]
    assert fits == sorted(fits, reverse=True)
    assert all(each.fits == (not each.speaks_against) for each in found)
    order = [(not each.fits, each.nearness, each.entry.name.casefold()) for each in found]
    assert order == sorted(order)


@given(entries())
def test_who_asks_for_less_is_refused_no_more(held: Any) -> None:
    strict = match(held, NEIGHBOUR, AREA, now=NOW).speaks_against
    loose = match(held, Asked(), AREA, now=NOW).speaks_against
    assert len(loose) <= len(strict)


def test_without_a_place_nothing_breaks() -> None:
    found = match(entry(), NEIGHBOUR, NOWHERE, now=NOW)
    assert found.nearness is Nearness.NEIGHBOURHOOD
    assert match(entry(sittings=(sitting(where=""),)), NEIGHBOUR, NOWHERE, now=NOW).nearness is Nearness.PLACE


@pytest.mark.parametrize(
    ("assured", "on", "is_new", "months"),
    [
        (date(2026, 5, 25), date(2026, 11, 24), True, 5),
        (date(2026, 5, 24), date(2026, 11, 24), False, 6),
        (date(2025, 11, 30), date(2026, 2, 28), True, 3),
        (date(2026, 12, 1), date(2026, 11, 24), True, 0),
    ],
)
def test_an_entry_wants_checking_after_half_a_year(
    assured: date, on: date, is_new: bool, months: int
) -> None:
    assert is_assured(entry(assured_on=assured), on=on, known=standards()) is is_new
    assert months_since(assured, on=on) == months
    assert not is_assured(entry(), on=on, known=standards())


def test_open_now_asks_every_venue() -> None:
    held = entry(sittings=(sitting(where="far"), sitting()))
    assert is_open_now(held, datetime(2026, 11, 24, 11, tzinfo=LONDON), bank_holidays=())
    assert not is_open_now(held, datetime(2026, 11, 24, 13, tzinfo=LONDON), bank_holidays=())
    paused = replace(held, status=Status.PAUSED)
    assert not is_open_now(paused, datetime(2026, 11, 24, 11, tzinfo=LONDON), bank_holidays=())


def test_a_title_keeps_its_names_within_a_sentence() -> None:
    assert within("Speaking English") == "speaking English"
    assert within("") == ""


def test_ages_are_said_in_words_and_refused_in_disorder() -> None:
    assert ages_in_words(None, None) == "of any age"
    with pytest.raises(EntryRefused, match="below the youngest"):
        Eligibility(age_from=60, age_to=50)

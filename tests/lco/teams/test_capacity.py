"""Room in a team, week by week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.periods import Period
from lco.teams.capacity import Worker, monday, places, shares, weeks

MONDAY = date(2026, 11, 23)
FULL = dict.fromkeys(range(5), 450)
LONG_AGO = date(2020, 1, 1)


def _worker(key: int = 1, **more: object) -> Worker:
    return Worker(key, **{"minutes": FULL, "starts_on": LONG_AGO, **more})  # type: ignore[arg-type]


def _weeks(*workers: Worker, **more: object) -> list[int | None]:
    given_ = {"slots": 100, "caseload": 80, "on": MONDAY, "count": 3, **more}
    return [week.places for week in weeks(workers, **given_)]  # type: ignore[arg-type]


def test_who_all_work_as_usual_have_room_for_every_place() -> None:
    assert _weeks(_worker(1), _worker(2)) == [100, 100, 100]


def test_two_days_away_of_ten_take_a_fifth_of_the_places() -> None:
    away = (Period(MONDAY, MONDAY + timedelta(days=2)),)
    week = weeks([_worker(1, away=away), _worker(2)], slots=100, caseload=85, on=MONDAY, count=1)[0]
    assert (week.usual, week.away, week.closed, week.present) == (4500, 900, 0, 3600)
    assert (week.places, week.free) == (80, -5)


def test_a_bank_holiday_counts_once_also_for_who_is_away() -> None:
    away = (Period(MONDAY, MONDAY + timedelta(days=1)),)
    week = weeks([_worker(away=away)], slots=10, caseload=0, on=MONDAY, count=1, closed={MONDAY})[0]
    assert (week.away, week.closed, week.places) == (0, 450, 8)


def test_a_leaver_takes_places_along_and_a_newcomer_adds_none_beyond_those_given() -> None:
    leaver = _worker(2, ends_before=MONDAY + timedelta(days=7))
    assert _weeks(_worker(1), leaver) == [100, 50, 50]
    newcomer = _worker(2, starts_on=MONDAY + timedelta(days=7))
    assert _weeks(_worker(1), newcomer) == [100, 100, 100]


def test_a_week_begins_on_monday_whatever_day_it_is() -> None:
    assert {monday(MONDAY + timedelta(days=number)) for number in range(7)} == {MONDAY}
    sunday = MONDAY + timedelta(days=6)
    assert weeks([_worker()], slots=1, caseload=0, on=sunday, count=1)[0].starts_on == MONDAY


@pytest.mark.parametrize(("slots", "minutes"), [(None, FULL), (100, {})])
def test_without_places_or_hours_no_room_is_claimed(slots: int | None, minutes: dict[int, int]) -> None:
    (week,) = weeks([_worker(minutes=minutes)], slots=slots, caseload=3, on=MONDAY, count=1)
    assert week.places is None
    assert week.free is None


@given(st.integers(0, 5000), st.integers(0, 20_000), st.integers(1, 20_000))
def test_room_is_never_more_than_the_places_and_never_below_none(
    slots: int, present: int, usual: int
) -> None:
    found = places(slots, present, usual)
    assert found is not None
    assert 0 <= found <= slots


@given(st.lists(st.integers(0, 6), max_size=5), st.integers(0, 1000))
def test_an_absence_never_makes_room(days: list[int], slots: int) -> None:
    away = tuple(Period(MONDAY + timedelta(days=day), MONDAY + timedelta(days=day + 1)) for day in days)
    without, with_ = _weeks(_worker(), slots=slots)[0], _weeks(_worker(away=away), slots=slots)[0]
    assert without is not None
    assert with_ is not None
    assert with_ <= without


@given(st.integers(0, 3000), st.dictionaries(st.integers(1, 50), st.integers(0, 2400), max_size=12))
def test_shares_add_up_and_follow_the_hours(slots: int, minutes: dict[int, int]) -> None:
    found = shares(slots, minutes)
    total = sum(minutes.values())
    assert sum(found.values()) == (slots if total else 0)
    for key, share in found.items():
        exact = slots * minutes[key] / total if total else 0
        assert abs(share - exact) < 1 or not total


def test_a_tie_goes_to_the_smaller_key() -> None:
    assert shares(1, {2: 60, 1: 60}) == {2: 0, 1: 1}

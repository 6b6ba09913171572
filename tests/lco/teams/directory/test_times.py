"""Opening times: written, read back, counted over weeks, months and bank holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.directory.entries import EntryRefused, Hours, Variation
from lco.teams.directory.hours_text import Times, parse_times, write_times
from lco.teams.directory.opening import next_open, open_at, openings_on, why_closed
from tests.lco.teams.directory.made import CHRISTMAS, days, hours, sitting, variations

HOLIDAYS = frozenset({CHRISTMAS})
TUESDAY = date(2026, 11, 24)


@given(st.lists(hours(), max_size=4), st.lists(variations(), max_size=3))
def test_what_is_written_is_read_back(weekly: list[Hours], varied: list[Variation]) -> None:
    times = Times(tuple(weekly), tuple(varied))
    assert parse_times(write_times(times)) == times


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Tuesday 10:00-12:00", Hours(1, time(10), time(12))),
        ("tuesdays 9.30 to 12.00", Hours(1, time(9, 30), time(12))),
        ("Tue 10:00 – 12:00", Hours(1, time(10), time(12))),
        ("first Monday 14:00-16:00", Hours(0, time(14), time(16), of_month=(1,))),
        ("second and fourth Friday 14:00-16:00", Hours(4, time(14), time(16), of_month=(2, 4))),
        ("first, third Friday 14:00-16:00", Hours(4, time(14), time(16), of_month=(1, 3))),
        (
            "every other Sunday from 4 January 2026 10:30-12:00 until 28 June 2026",
            Hours(6, time(10, 30), time(12), 2, (), date(2026, 1, 4), date(2026, 6, 29)),
        ),
    ],
)
def test_people_write_times_in_several_ways(line: str, hours: Hours) -> None:
    assert parse_times(f"\n{line}\n").hours == (hours,)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("whenever it rains", "Line 1 of the opening times: 'whenever it rains' cannot be read"),
        ("Tuesday 10:00-12:00\nFunday 10:00-12:00", "Line 2 .* 'Funday' is no day of the week"),
        ("Mo 10:00-12:00", "'Mo' is no day of the week"),
        ("Tuesday 25:00-26:00", "'25:00' is no time of day"),
        ("Tuesday 12:00-10:00", "closes after it opens"),
        ("Tuesday 12:00-12:00", "closes after it opens"),
        ("every other Friday 10:00-12:00", "counted from a day"),
        ("closed 31 February 2026", "'31 February 2026' is no day"),
        ("closed 3 Ma 2026", "'3 Ma 2026' is no day"),
        ("25 December 2026 12:00-10:00: x", "closes after it opens"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, sentence: str) -> None:
    with pytest.raises(EntryRefused, match=sentence):
        parse_times(text)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"weekday": 7}, "Monday to Sunday"),
        ({"every": 3}, "each week, every other week"),
        ({"of_month": (6,)}, "first to fifth"),
    ],
)
def test_hours_that_cannot_be_are_refused(values: dict[str, int], sentence: str) -> None:
    with pytest.raises(EntryRefused, match=sentence):
        Hours(**{"weekday": 1, "opens": time(10), "closes": time(12), **values})  # type: ignore[arg-type]


def test_a_day_with_half_of_its_hours_is_refused() -> None:
    with pytest.raises(EntryRefused, match="both"):
        Variation(TUESDAY, opens=time(10))


def test_a_weekly_group_is_open_on_its_day_up_to_its_end() -> None:
    held = sitting()
    for clock, is_open in ((time(9, 59), False), (time(10), True), (time(11, 59), True), (time(12), False)):
        at = datetime.combine(TUESDAY, clock)
        assert bool(open_at(held, at, bank_holidays=HOLIDAYS)) is is_open
    assert not openings_on(held, TUESDAY + timedelta(days=1), bank_holidays=HOLIDAYS)


def test_the_first_monday_is_not_the_second() -> None:
    held = sitting(Hours(0, time(14), time(16), of_month=(1, 5)))
    november = [date(2026, 11, day) for day in (2, 9, 16, 23, 30)]
    opened = [bool(openings_on(held, day, bank_holidays=HOLIDAYS)) for day in november]
    assert opened == [True, False, False, False, True]


def test_every_other_week_counts_weeks_from_its_first_day() -> None:
    held = sitting(Hours(2, time(9), time(10), every=2, starts_on=date(2026, 1, 5)))
    assert openings_on(held, date(2026, 1, 7), bank_holidays=HOLIDAYS)
    assert not openings_on(held, date(2026, 1, 14), bank_holidays=HOLIDAYS)
    assert openings_on(held, date(2026, 1, 21), bank_holidays=HOLIDAYS)
    assert not openings_on(held, date(2025, 12, 24), bank_holidays=frozenset()), "before it began"


def test_it_holds_from_its_first_day_up_to_its_last() -> None:
    held = sitting(Hours(1, time(9), time(10), starts_on=TUESDAY, ends_before=TUESDAY + timedelta(days=7)))
    opened = [
        bool(openings_on(held, TUESDAY + timedelta(days=7 * at), bank_holidays=())) for at in (-1, 0, 1)
    ]
    assert opened == [False, True, False]


def test_bank_holidays_and_days_that_differ_come_before_the_week() -> None:
    friday = Hours(4, time(9), time(17))
    assert not openings_on(sitting(friday), CHRISTMAS, bank_holidays=HOLIDAYS)
    assert openings_on(sitting(friday, is_open_on_bank_holidays=True), CHRISTMAS, bank_holidays=HOLIDAYS)
    short = Variation(CHRISTMAS, time(10), time(11), "dinner")
    (opening,) = openings_on(sitting(friday, variations=(short,)), CHRISTMAS, bank_holidays=HOLIDAYS)
    assert (opening.opens, opening.note) == (time(10), "dinner")
    closed = sitting(friday, variations=(Variation(CHRISTMAS - timedelta(days=7), why="works"),))
    assert not openings_on(closed, CHRISTMAS - timedelta(days=7), bank_holidays=HOLIDAYS)
    told = [
        why_closed(closed, CHRISTMAS - timedelta(days=more), bank_holidays=HOLIDAYS) for more in (7, 0, 1)
    ]
    assert told == ["closed that day: works", "closed on bank holidays", "not held on that day"]


@given(st.lists(hours(), min_size=1, max_size=3), days, st.times(), st.integers(1, 62))
def test_the_next_opening_is_never_over_and_nothing_lies_before_it(
    weekly: list[Hours], day: date, clock: time, looked: int
) -> None:
    held, at = sitting(*weekly), datetime.combine(day, clock)
    found = next_open(held, at, bank_holidays=HOLIDAYS, days=looked)
    last = found.on if found else day + timedelta(days=looked - 1)
    if found:
        assert datetime.combine(found.on, found.closes) > at
    for ahead in range((last - day).days):
        between = openings_on(held, day + timedelta(days=ahead), bank_holidays=HOLIDAYS)
        assert all(datetime.combine(each.on, each.closes) <= at for each in between)


def test_london_time_is_what_the_door_says_when_the_clocks_change() -> None:
    held = sitting(Hours(6, time(10), time(11)))
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        at = datetime.combine(day, time(10, 30), tzinfo=ZoneInfo("Europe/London"))
        assert open_at(held, at, bank_holidays=HOLIDAYS)
        assert at.astimezone(UTC).hour == (9 if day.month == 3 else 10)

"""Hours of London as instants, across the days the clocks change, and visits that clash."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.visits import LONDON, Booked, ClockRefused, clashes, day_bounds, instant

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "at", "hour"),
    [
        (date(2027, 3, 27), time(23, 59), datetime(2027, 3, 27, 23, 59, tzinfo=UTC)),
        (SPRING, time(0, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (SPRING, time(2, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (AUTUMN, time(0, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (AUTUMN, time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (AUTUMN, time(2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (date(2028, 2, 29), time(9, 0), datetime(2028, 2, 29, 9, 0, tzinfo=UTC)),
    ],
)
def test_an_hour_of_london_is_one_instant(day: date, at: time, hour: datetime) -> None:
    assert instant(day, at) == hour


@pytest.mark.parametrize("at", [time(1, 0), time(1, 30), time(1, 59)])
def test_an_hour_that_does_not_exist_is_refused(at: time) -> None:
    with pytest.raises(ClockRefused, match="the clocks go forward"):
        instant(SPRING, at)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 22), 24)])
def test_a_day_has_the_hours_it_has(day: date, hours: int) -> None:
    begins, ends = day_bounds(day)
    assert ends - begins == timedelta(hours=hours)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.times())
def test_what_is_shown_is_what_was_entered(day: date, at: time) -> None:
    try:
        found = instant(day, at)
    except ClockRefused:
        assert day.month == 3
        assert day.weekday() == 6
        return
    assert found.astimezone(LONDON).replace(tzinfo=None) == datetime.combine(day, at)


def test_visits_back_to_back_do_not_clash() -> None:
    nine = datetime(2027, 3, 1, 9, tzinfo=UTC)
    booked = [Booked(2, nine, nine + timedelta(hours=1)), Booked(1, nine, nine + timedelta(minutes=5))]
    assert clashes(nine + timedelta(hours=1), nine + timedelta(hours=2), booked) == ()
    assert clashes(nine, nine + timedelta(minutes=1), booked) == (booked[1], booked[0])


_HOURS = st.integers(0, 40)


@given(st.lists(st.tuples(_HOURS, st.integers(1, 5)), max_size=8), _HOURS, st.integers(1, 5))
def test_a_clash_is_a_minute_in_both(booked: list[tuple[int, int]], start: int, length: int) -> None:
    zero = datetime(2027, 1, 1, tzinfo=UTC)

    def at(hours: int) -> datetime:
        return zero + timedelta(hours=hours)

    taken = [Booked(key, at(begin), at(begin + long)) for key, (begin, long) in enumerate(booked)]
    found = {each.key for each in clashes(at(start), at(start + length), taken)}
    minutes = set(range(start, start + length))
    shared = {key for key, (begin, long) in enumerate(booked) if minutes & set(range(begin, begin + long))}
    assert found == shared

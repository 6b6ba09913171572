"""Periods are half-open, and a financial year is written as two years that follow each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.periods import (
    Period,
    PeriodRefused,
    financial_year,
    months_after,
    months_before,
    twelve_months_before,
    whole_years,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def test_a_financial_year_runs_from_april_to_march() -> None:
    year = financial_year("2017/18")
    assert year == Period(date(2017, 4, 1), date(2018, 4, 1))
    assert year.days == 365
    assert year.label() == "2017/18"
    assert financial_year("1999/00").label() == "1999/00"


@pytest.mark.parametrize("label", ["2017/19", "2017-18", "17/18", "", "2017/18 "])
def test_what_is_no_financial_year_is_refused_in_a_sentence(label: str) -> None:
    with pytest.raises(PeriodRefused, match="write it like 2017/18"):
        financial_year(label)


def test_a_period_without_a_day_is_refused() -> None:
    with pytest.raises(PeriodRefused, match="holds no day"):
        Period(date(2020, 1, 1), date(2020, 1, 1))


def test_a_leap_day_counts_back_to_the_28th() -> None:
    assert twelve_months_before(date(2024, 2, 29)) == Period(date(2023, 2, 28), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ("2018-04-01", 0, "2018-04-01"),
        ("2018-04-01", 1, "2018-03-01"),
        ("2018-03-31", 1, "2018-02-28"),
        ("2018-01-31", 6, "2017-07-31"),
        ("2018-01-15", 12, "2017-01-15"),
        ("2018-01-15", 13, "2016-12-15"),
    ],
)
def test_months_count_back_to_the_same_day_or_the_last_of_the_month(
    day: str, months: int, earlier: str
) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(earlier)


@pytest.mark.parametrize(("months", "sentence"), [(-1, "give 0 or more"), (30_000, "give fewer")])
def test_months_that_cannot_be_are_refused(months: int, sentence: str) -> None:
    with pytest.raises(PeriodRefused, match=sentence):
        months_before(date(2018, 4, 1), months)


@given(DAYS, st.integers(min_value=1, max_value=4000))
def test_a_period_holds_its_first_day_and_not_its_bound(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    assert period.holds(first)
    assert period.holds(period.ends_before - timedelta(days=1))
    assert not period.holds(period.ends_before)
    assert not period.holds(first - timedelta(days=1))
    assert period.days == days


@given(st.integers(min_value=1950, max_value=2098))
def test_financial_years_tile_time(year: int) -> None:
    this = financial_year(f"{year}/{(year + 1) % 100:02d}")
    following = financial_year(f"{year + 1}/{(year + 2) % 100:02d}")
    assert this.ends_before == following.starts_on


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2018-04-01", 0, "2018-04-01"),
        ("2018-11-30", 3, "2019-02-28"),
        ("2019-11-30", 3, "2020-02-29"),
        ("2018-12-31", 12, "2019-12-31"),
    ],
)
def test_months_after_count_by_the_calendar(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(("months", "sentence"), [(-1, "give 0 or more"), (12 * 8000, "past the year 9999")])
def test_months_after_that_cannot_be_are_refused(months: int, sentence: str) -> None:
    with pytest.raises(PeriodRefused, match=sentence):
        months_after(date(2018, 4, 1), months)


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(1940, 8, 6), date(2018, 8, 5), 77),
        (date(1940, 8, 6), date(2018, 8, 6), 78),
        (date(2016, 2, 29), date(2018, 2, 28), 1),
        (date(2016, 2, 29), date(2018, 3, 1), 2),
        (date(2018, 4, 1), date(2018, 4, 1), 0),
    ],
)
def test_an_age_is_in_whole_years(born_on: date, day: date, age: int) -> None:
    assert whole_years(born_on, day) == age

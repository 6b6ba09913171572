"""Periods are half-open, and a financial year is written as two years that follow each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.periods import Period, PeriodRefused, financial_year, twelve_months_before

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

"""Days as they are typed in a meeting: days before months, and counted from today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.days import EXAMPLES, DayRefused, day_meant

ON = date(2026, 8, 6)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("6 8 2026", ON),
        ("06/09/2026", date(2026, 9, 6)),
        ("6.9.26", date(2026, 9, 6)),
        ("7-8-2026", date(2026, 8, 7)),
        ("2026-09-06", date(2026, 9, 6)),
        ("7/8", date(2026, 8, 7)),
        ("5/8", date(2027, 8, 5)),
        ("6 August", ON),
        ("5 aug", date(2027, 8, 5)),
        (" 6  September,  2027 ", date(2027, 9, 6)),
        ("6 mar", date(2027, 3, 6)),
        ("6m", date(2027, 2, 6)),
        ("29 february", date(2028, 2, 29)),
        ("2 weeks", ON + timedelta(days=14)),
        ("in 1 week", ON + timedelta(days=7)),
        ("6w", ON + timedelta(days=42)),
        ("10 days", ON + timedelta(days=10)),
        ("0d", ON),
        ("3 months", date(2026, 11, 6)),
    ],
)
def test_a_day_is_read_as_it_is_said(text: str, meant: date) -> None:
    assert day_meant(text, on=ON) == meant


@pytest.mark.parametrize(
    "text", ["", "soon", "6", "6 ju", "6 jun 26", "6 ma", "6 xyz", "6 dec.", "6 donths", "weeks", "6 8 202"]
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DayRefused, match="6 8 2026, 6 August or 6 weeks"):
        day_meant(text, on=ON)


@pytest.mark.parametrize("text", ["31 2 2026", "30 february", "8 13 2026", "9999 weeks", "0000-01-01"])
def test_a_day_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(DayRefused, match="There is no such day"):
        day_meant(text, on=ON)


def test_the_examples_are_read() -> None:
    assert all(day_meant(text, on=ON) >= ON for text in EXAMPLES)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_day_written_in_full_is_that_day_whenever_it_is_typed(day: date, on: date) -> None:
    for written in (
        f"{day.day} {day.month} {day.year}",
        f"{day:%d %B %Y}",
        day.isoformat(),
        f"{day:%d/%m/%y}",
    ):
        assert day_meant(written, on=on) == day


@given(st.text(max_size=12), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_is_a_day_or_refused(text: str, on: date) -> None:
    try:
        day_meant(text, on=on)
    except DayRefused as refused:
        assert str(refused)

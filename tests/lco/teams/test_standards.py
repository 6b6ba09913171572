"""The days and weeks teams work to: each with its note, and a place's own in their stead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.standard import Mark
from lco.teams.standards import STANDARDS, StandardRefused, standards
from lco.teams.workflow import STATES, State

DAY = date(2026, 8, 6)


def test_every_standard_says_where_it_comes_from() -> None:
    for name, each in STANDARDS.items():
        assert each.id == name
        assert each.note
        assert each.mark is Mark.MEMORY or "choice" in each.note
        assert each.value >= 1


def test_every_clock_of_the_table_is_a_standard() -> None:
    for rule in STATES.values():
        assert standards().days_in(rule.state) == rule.days


def test_a_place_sets_its_own() -> None:
    own = standards({"days_found": 10, "weeks_steady": 20})
    assert own.days_in(State.FOUND) == 10
    assert own.days_in(State.INVITED) == 14
    assert own.longest_review(2, on=DAY) == DAY + timedelta(weeks=20)
    assert own.longest_review(1, on=DAY) == DAY + timedelta(weeks=12)


@pytest.mark.parametrize(
    ("own", "sentence"),
    [({"days_lost": 3}, "There is no standard 'days_lost'"), ({"days_found": 0}, "'days_found' must be 1")],
)
def test_a_standard_that_cannot_be_is_refused_by_name(own: dict[str, int], sentence: str) -> None:
    with pytest.raises(StandardRefused, match=sentence):
        standards(own)


@given(days=st.integers(min_value=-5, max_value=200))
def test_who_is_found_within_the_days_has_come_back(days: int) -> None:
    assert standards().is_back(DAY, on=DAY + timedelta(days=days)) is (0 <= days <= 90)


@given(days=st.integers(min_value=0, max_value=60))
def test_an_ending_is_taken_back_within_the_days(days: int) -> None:
    assert standards().may_reopen(DAY, on=DAY + timedelta(days=days)) is (days <= 28)

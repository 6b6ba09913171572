"""The days and weeks teams work to: each with its note, and a place's own in their stead."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.escalation import RULES
from lco.teams.staff import RoleSet
from lco.teams.standard import MOST, Mark, Topic, Unit
from lco.teams.standards import STANDARDS, StandardRefused, in_force, standards
from lco.teams.standards_written import standards_page
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


def test_the_reference_names_every_standard_once_with_its_mark_and_unit() -> None:
    page = standards_page()
    for each in STANDARDS.values():
        row = f"| `{each.id}` | {each.title} | {each.value} | {each.unit} | [{each.mark}] {each.note} |"
        assert page.count(row) == 1
    assert all(f"| {unit} | {most} |" in page for unit, most in MOST.items())
    assert all(f"`{each}`" in page for each in RoleSet)


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (Unit.DAYS, 1, "1 day"),
        (Unit.WORKING_DAYS, 5, "5 working days"),
        (Unit.REFRESHES, 1, "1 refresh"),
        (Unit.AGE, 1, "1 year of age"),
        (Unit.AGE, 25, "25 years of age"),
    ],
)
def test_a_value_is_counted_in_words(unit: Unit, value: int, words: str) -> None:
    assert unit.counted(value) == words


def test_a_standard_in_force_knows_who_set_it_and_whether_it_is_to_be_checked() -> None:
    rows = {row.standard.id: row for row in in_force(standards({"days_found": 10, "years_adult_care": 9}))}
    assert set(rows) == set(STANDARDS)
    assert (rows["days_found"].words, rows["days_found"].own is None) == ("10 days", False)
    assert rows["days_invited"].own is None
    assert not rows["days_invited"].is_to_check
    assert rows["years_opt_out"].is_to_check
    assert not rows["years_adult_care"].is_to_check, "the place has a paper of its own"
    topics = [row.standard.topic for row in rows.values()]
    assert topics == sorted(topics, key=list(Topic).index)


ROOT = Path(__file__).parents[3]


def test_every_number_of_the_catalogue_is_one_the_platform_counts_with() -> None:
    files = [path for top in ("lco/teams", "web/teams") for path in (ROOT / top).rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = set(re.findall(r'\["([a-z_]+)"\]', code))
    clocks = {f"days_{state}" for state in STATES}
    graces = {f"days_grace_{kind}" for kind in [*RULES, "other"]}
    reviews = {"weeks_intensive", "weeks_steady"}
    kept = {each.id for each in STANDARDS.values() if each.topic is Topic.RETENTION}
    assert set(STANDARDS) - said - clocks - graces - reviews - kept == set()

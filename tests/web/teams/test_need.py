"""How likely, how it changed and what it would be worth, in words a nurse reads aloud."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.place.facts.impactibility import Impactibility
from lco.place.pack import Place, load_place
from web.population.models import Listing
from web.teams.need import benefit, chance, moved, moved_with_mark, named, of_100, story_of, titles
from web.teams.tables import numbers_of

MANCHESTER: Place = load_place("manchester")


@pytest.mark.parametrize(
    ("risk", "words"),
    [
        (None, "Not predicted"),
        (0.0, "Fewer than 1 in 200"),
        (0.004, "Fewer than 1 in 200"),
        (0.006, "About 1 in 100"),
        (0.05, "About 1 in 20"),
        (0.1, "About 1 in 10"),
        (0.26, "About 1 in 4"),
        (0.33, "About 1 in 3"),
        (0.45, "About 1 in 2"),
        (0.66, "About 2 in 3"),
        (0.8, "About 4 in 5"),
        (0.9, "About 9 in 10"),
        (0.99, "More than 9 in 10"),
    ],
)
def test_a_chance_is_told_as_people_count(risk: float | None, words: str) -> None:
    assert chance(risk) == words


@given(st.floats(0.005, 0.95, exclude_max=True))
def test_what_is_told_is_near_what_was_predicted(risk: float) -> None:
    found = re.fullmatch(r"About (\d+) in (\d+)", chance(risk))
    assert found is not None
    told = float(Fraction(int(found[1]), int(found[2])))
    assert told / risk < 2.01
    assert risk / told < 1.51


@given(st.floats(0, 1), st.floats(0, 1))
def test_of_two_the_likelier_is_never_told_as_the_less_likely(one: float, other: float) -> None:
    def told(risk: float) -> float:
        some, many = (int(number) for number in re.findall(r"\d+", chance(risk)))
        return some / many + (0.05 if chance(risk).startswith("More") else 0)

    low, high = sorted((one, other))
    assert told(low) <= told(high)


@pytest.mark.parametrize(
    ("risk", "words"),
    [(None, ""), (0.004, "Fewer than 1 of 100"), (0.26, "26 of 100 alike"), (1.0, "100 of 100 alike")],
)
def test_beside_it_stands_a_count_that_can_be_compared(risk: float | None, words: str) -> None:
    assert of_100(risk) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"movement": "up", "former_tier": "rising"}, "Up from rising this month"),
        ({"movement": "down", "former_tier": "high"}, "Down from high this month"),
        ({"movement": "new"}, "New in the place this month"),
        ({"movement": "same", "former_tier": "low"}, ""),
        ({}, ""),
    ],
)
def test_a_move_is_told_in_words(values: dict[str, str], words: str) -> None:
    assert moved(Listing(**values)) == words


def test_a_mark_never_stands_without_its_words() -> None:
    said = moved_with_mark(Listing(movement="up", former_tier="low", is_rising_fast=True))
    assert re.sub(r"<span[^>]*>.</span>", "", said) == " Up from low this month<br> Rising fast"
    assert said.count('aria-hidden="true"') == 2
    assert moved_with_mark(Listing(movement="same")) == ""


def test_a_benefit_below_nothing_is_told_as_a_cost_with_its_assumptions() -> None:
    found = benefit(Listing(impactibility_pence=-7_550, segment="organ_failure"), MANCHESTER)
    assert found.sentence == "A year of case management is expected to cost £75.50 more than it saves."
    rule = next(rule for rule in MANCHESTER.rows(Impactibility) if rule.segment == "organ_failure")
    assert found.rule == rule
    assert dict(found.assumptions)["What a year of it costs"] == f"£{rule.programme_cost_pounds:,.0f}"
    assert len(found.assumptions) == 3


def test_a_benefit_above_nothing_is_told_as_a_saving() -> None:
    assert (
        "save £1,200 more than it costs" in benefit(Listing(impactibility_pence=120_000), MANCHESTER).sentence
    )


def test_without_a_prediction_no_benefit_is_claimed() -> None:
    found = benefit(Listing(), MANCHESTER)
    assert found.sentence.startswith("No figure")
    assert (found.assumptions, found.rule) == ((), None)


def test_the_first_rule_that_names_segment_or_cohort_counts() -> None:
    rules = sorted(MANCHESTER.rows(Impactibility), key=lambda rule: rule.order)
    for segment in {row.segment for row in rules if row.segment}:
        expected = next(rule for rule in rules if rule.segment in {None, segment} and rule.cohort is None)
        assert benefit(Listing(impactibility_pence=1, segment=segment), MANCHESTER).rule == expected


def test_needs_are_named_as_the_place_names_them() -> None:
    assert named(["frailty_and_dementia"], titles(MANCHESTER, "segments")) == ["Frailty and dementia"]
    assert named(["of_another_place"], {}) == ["Of another place"]
    told = story_of(
        Listing(
            segment="frailty_and_dementia",
            cohorts="frail_older_people",
            has_mental_health_need=True,
            is_priority=True,
        ),
        MANCHESTER,
    )
    assert told.segment == "Frailty and dementia"
    assert told.groups == ["Frail older people", "Mental-health need", "On the priority list"]
    assert not told.is_predicted


def _numbers(**values: Any) -> dict[str, str]:
    used = dict.fromkeys(
        ("conditions", "emergency_admissions", "attendances", "bed_days", "contacts", "cost_pence"), 0
    )
    return {title: value for title, value, _ in numbers_of(Listing(**used, **values))}


def test_a_score_that_does_not_apply_is_not_nought() -> None:
    assert _numbers(hfrs_tenths=None)["Hospital frailty score"] == "Does not apply"
    assert _numbers(hfrs_tenths=0)["Hospital frailty score"] == "0.0"
    assert _numbers(hfrs_tenths=173)["Hospital frailty score"] == "17.3"

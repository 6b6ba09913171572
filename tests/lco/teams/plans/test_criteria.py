"""A plan is complete with five criteria, and each rests on evidence one can point at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lco.teams.plans.content import Content, entry, with_section, without_entry, words
from lco.teams.plans.criteria import Circumstances, criteria_of, is_complete
from lco.teams.plans.readiness import NO_PLAN, goals_of, readiness_of, score_of
from lco.teams.plans.schema import default_schema

DAY = date(2026, 8, 6)
KNOWN = Circumstances(
    agreed_on=DAY,
    review_on=DAY + timedelta(weeks=12),
    review_by=DAY + timedelta(weeks=12),
    planned_goals=frozenset({"walk"}),
    copy_given_on=DAY,
)
GOAL = {"words": "Walk", "kind": "physical", "weight": "2", "baseline": "-1"}


def whole() -> Content:
    """A plan with all the evidence."""
    made = with_section({}, "about_me", words({"most_important": "My cats"}))
    talked = {
        "involved": "My daughter",
        "talked_on": "2026-08-01",
        "talked_about": "The stairs",
        "sharing": "My GP",
        "between_reviews": "Jo rings on Mondays",
    }
    made = with_section(made, "conversation", words(talked))
    made = with_section(made, "strengths", [entry("s", {"kind": "strength", "words": "Bakes"})])
    made = with_section(made, "goals", [entry("walk", GOAL)])
    return with_section(made, "contingency", words({"signs": "She stops eating", "contact": "0161 496 0000"}))


def holding(content: Content, known: Circumstances) -> set[str]:
    return {each.id for each in criteria_of(content, known) if each.holds}


def test_with_all_the_evidence_all_five_hold() -> None:
    found = criteria_of(whole(), KNOWN)
    assert [each.id for each in found] == ["central", "conversation", "outcomes", "sharable", "review"]
    assert is_complete(found)
    assert all(each.missing == () for each in found)


def test_of_nothing_none_holds_and_every_piece_is_named_missing() -> None:
    nothing = Circumstances(None, None, DAY, frozenset(), None)
    found = criteria_of({}, nothing)
    assert not any(each.holds for each in found)
    assert all(each.missing == each.legs for each in found)


@pytest.mark.parametrize(
    ("section", "id", "criterion"),
    [
        ("about_me", "most_important", "central"),
        ("conversation", "involved", "central"),
        ("conversation", "talked_on", "conversation"),
        ("conversation", "talked_about", "conversation"),
        ("strengths", "s", "conversation"),
        ("conversation", "sharing", "sharable"),
        ("conversation", "between_reviews", "review"),
    ],
)
def test_one_piece_of_evidence_less_and_its_criterion_alone_falls(
    section: str, id: str, criterion: str
) -> None:
    found = criteria_of(without_entry(whole(), section, id), KNOWN)
    assert [each.id for each in found if not each.holds] == [criterion]
    (leg,) = next(each for each in found if each.id == criterion).missing
    assert leg.section == section
    assert not is_complete(found)


def test_a_plan_without_goals_has_no_outcomes_and_nothing_to_share() -> None:
    assert holding(without_entry(whole(), "goals", "walk"), KNOWN) == {"central", "conversation", "review"}


@pytest.mark.parametrize(
    ("changes", "criterion"),
    [
        ({"agreed_on": None}, "outcomes"),
        ({"planned_goals": frozenset()}, "sharable"),
        ({"planned_goals": frozenset({"another"})}, "sharable"),
        ({"copy_given_on": None}, "sharable"),
        ({"review_on": None}, "review"),
        ({"review_on": DAY + timedelta(weeks=12, days=1)}, "review"),
    ],
)
def test_what_was_not_done_lets_its_criterion_fall(changes: dict[str, object], criterion: str) -> None:
    everything = {"central", "conversation", "outcomes", "sharable", "review"}
    assert holding(whole(), replace(KNOWN, **changes)) == everything - {criterion}  # type: ignore[arg-type]


def test_a_need_is_no_strength() -> None:
    needs = with_section(whole(), "strengths", [entry("n", {"kind": "need", "words": "Help on the stairs"})])
    assert "conversation" not in holding(needs, KNOWN)


def test_a_goal_counts_as_reached_once_a_review_found_what_was_expected() -> None:
    content = with_section({}, "goals", [entry("walk", {**GOAL, "baseline": "0"})])
    (before,) = goals_of(content, {})
    assert (before.level, before.is_reviewed, before.is_achieved) == (0, False, False)
    for level, is_achieved in ((-2, False), (-1, False), (0, True), (2, True)):
        (goal,) = goals_of(content, {"walk": level})
        assert (goal.level, goal.is_achieved) == (level, is_achieved)


def test_a_plan_lets_step_down_when_goals_are_reached_and_a_contingency_stands() -> None:
    goals = goals_of(whole(), {"walk": 1})
    ready = readiness_of(goals, whole(), is_agreed=True, review_on=DAY)
    assert (ready.is_agreed, ready.has_goals, ready.are_goals_achieved, ready.has_contingency) == (True,) * 4
    assert ready.review_on == DAY
    less = without_entry(whole(), "contingency", "contact")
    assert not readiness_of(goals, less, is_agreed=True, review_on=DAY).has_contingency


def test_no_goals_are_none_reached() -> None:
    ready = readiness_of((), {}, is_agreed=True, review_on=None)
    assert (ready.has_goals, ready.are_goals_achieved) == (False, False)
    assert not NO_PLAN.is_agreed


def test_one_goal_of_two_is_not_all() -> None:
    content = with_section({}, "goals", [entry("walk", GOAL), entry("cook", GOAL)])
    goals = goals_of(content, {"walk": 2})
    assert not readiness_of(goals, content, is_agreed=True, review_on=None).are_goals_achieved
    began, now = score_of(goals, default_schema())
    assert began is not None
    assert now is not None
    assert began < 50 < now, "the goal not looked at counts where it began"


def test_before_the_first_review_there_is_a_beginning_and_no_score() -> None:
    began, now = score_of(goals_of(whole(), {}), default_schema())
    assert (began, now) == (40.0, None)
    assert score_of((), default_schema()) == (None, None)

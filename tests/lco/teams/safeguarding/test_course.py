"""How a concern goes on: what a decision leads to, when it may be closed, and with what."""

from __future__ import annotations

from datetime import date

import pytest

from lco.teams.safeguarding import (
    OPEN,
    STAGES,
    Outcome,
    Stage,
    after,
    decide_by,
    endings,
    needs_action,
    rules,
)
from lco.teams.staff import LEADERSHIP, PROFESSIONS
from lco.teams.standards import standards


def test_who_decides_is_on_the_lists_of_staff() -> None:
    assert rules().professions and rules().professions <= set(PROFESSIONS)
    assert rules().posts <= set(LEADERSHIP)


def test_every_decision_leads_to_an_open_stage_of_its_own() -> None:
    found = {after(outcome) for outcome in Outcome}
    assert len(found) == len(Outcome)
    assert found <= OPEN


def test_every_stage_says_what_comes_next_and_who_does_it() -> None:
    assert set(STAGES) == set(Stage)
    assert all(rule.title and rule.next and rule.by for rule in STAGES.values())


@pytest.mark.parametrize(
    ("outcome", "needs"), [(Outcome.DUTY, True), (Outcome.NOT_KNOWN, True), (Outcome.NO_DUTY, False)]
)
def test_who_does_what_next_is_named_unless_no_duty_applies(outcome: Outcome, needs: bool) -> None:
    assert needs_action(outcome) is needs


def test_a_concern_is_not_closed_before_it_is_decided() -> None:
    assert endings(Stage.RAISED) == endings(Stage.FINDING_OUT) == endings(Stage.CLOSED) == ()


def test_what_became_of_the_risk_is_asked_after_an_enquiry_alone() -> None:
    assert [each.code for each in endings(Stage.ENQUIRY)] == [
        "removed",
        "reduced",
        "remains",
        "other_help",
        "nothing_more",
    ]
    assert [each.code for each in endings(Stage.NO_DUTY)] == ["other_help", "nothing_more"]


def test_every_ending_follows_a_decision_there_is() -> None:
    closing = {outcome.value for outcome in Outcome if endings(after(outcome))}
    assert all(each.after and each.after <= closing for each in rules().endings)


def test_it_is_decided_within_the_days_the_place_set() -> None:
    assert decide_by(date(2026, 8, 6), known=standards()) == date(2026, 8, 8)

"""Whose assessments partners accept, in what, for whom and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.standards import standards
from lco.teams.trusted_assessors import (
    Delegation,
    Spared,
    Standing,
    Verdict,
    spared,
    verdict,
)

DAY = date(2026, 8, 6)
COUNCIL, TRUST, HOSPITAL = 1, 2, 3
DELEGATION = Delegation(
    key=7,
    questionnaires=frozenset({"cga"}),
    cohorts=frozenset({"frail"}),
    partners=frozenset({COUNCIL, TRUST}),
    starts_on=DAY,
    ends_before=DAY + timedelta(days=1),
)


def said(
    *delegations: Delegation,
    questionnaire: str = "cga",
    cohorts: tuple[str, ...] = ("frail", "alone"),
    on: date = DAY,
) -> Verdict:
    return verdict(delegations, questionnaire=questionnaire, cohorts=cohorts, organisation=TRUST, on=on)


def test_within_scope_all_partners_accept_at_once_but_the_assessors_own() -> None:
    found = said(DELEGATION)
    assert found.standing is Standing.TRUSTED
    assert found.accepted_by == {COUNCIL}
    assert found.delegation == 7


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (said(), "The assessor is not in the register of trusted assessors."),
        (said(DELEGATION, questionnaire="other"), "This questionnaire is not in the assessor's scope."),
        (
            said(DELEGATION, cohorts=("children",)),
            "The person belongs to none of the cohorts in the assessor's scope.",
        ),
        (said(DELEGATION, cohorts=()), "The person belongs to none of the cohorts in the assessor's scope."),
        (
            said(DELEGATION, on=DAY + timedelta(days=1)),
            "The assessor's delegation ended before 7 August 2026.",
        ),
        (
            said(DELEGATION, on=DAY - timedelta(days=1)),
            "The assessor's delegation only begins on 6 August 2026.",
        ),
    ],
)
def test_outside_scope_it_only_informs(found: Verdict, why: str) -> None:
    assert (found.standing, found.why) == (Standing.INFORMATIVE, why)
    assert found.accepted_by == frozenset()
    assert found.delegation is None


def test_without_cohorts_everybody_is_in_scope() -> None:
    assert said(replace(DELEGATION, cohorts=frozenset()), cohorts=()).standing is Standing.TRUSTED


def test_several_delegations_add_up() -> None:
    second = replace(DELEGATION, key=8, partners=frozenset({HOSPITAL}))
    found = said(DELEGATION, second)
    assert found.accepted_by == {COUNCIL, HOSPITAL}
    assert found.delegation == 7


def test_one_that_ended_does_not_hide_one_that_holds() -> None:
    ended = replace(DELEGATION, key=6, starts_on=DAY - timedelta(days=9), ends_before=DAY)
    assert said(ended, DELEGATION).delegation == 7
    assert "ended before 6 August 2026" in said(ended).why


def test_between_two_the_next_is_named() -> None:
    ended = replace(DELEGATION, starts_on=DAY - timedelta(days=9), ends_before=DAY)
    later = replace(DELEGATION, starts_on=DAY + timedelta(days=3), ends_before=DAY + timedelta(days=9))
    assert said(ended, later).why == "The assessor's delegation only begins on 9 August 2026."


def test_a_delegation_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        replace(DELEGATION, ends_before=DAY - timedelta(days=1))


@given(
    st.integers(-3, 3),
    st.sets(st.sampled_from(["frail", "alone", "children"])),
    st.sampled_from(["cga", "other"]),
)
def test_accepted_only_when_all_three_hold(days: int, cohorts: set[str], asked: str) -> None:
    found = said(DELEGATION, questionnaire=asked, cohorts=tuple(cohorts), on=DAY + timedelta(days=days))
    is_trusted = days == 0 and "frail" in cohorts and asked == "cga"
    assert (found.standing is Standing.TRUSTED) is is_trusted
    assert bool(found.accepted_by) is is_trusted
    assert found.why


FINISHED = datetime(2026, 8, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("next_after", "now_after", "what"),
    [
        (None, timedelta(days=13), Spared.NOT_KNOWN_YET),
        (None, timedelta(days=14), Spared.SPARED),
        (timedelta(days=13), timedelta(days=13), Spared.REPEATED),
        (timedelta(days=14) - timedelta(seconds=1), timedelta(days=90), Spared.REPEATED),
        (timedelta(days=14), timedelta(days=90), Spared.SPARED),
    ],
)
def test_an_accepted_assessment_spares_another_when_none_follows_in_time(
    next_after: timedelta | None, now_after: timedelta, what: Spared
) -> None:
    next_at = FINISHED + next_after if next_after is not None else None
    assert spared(finished_at=FINISHED, next_at=next_at, now=FINISHED + now_after, known=standards()) is what


def test_standings_have_words() -> None:
    assert {each.words for each in Standing} == {"By a trusted assessor", "For information"}

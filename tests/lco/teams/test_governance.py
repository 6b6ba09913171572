"""The rules of who may see what: every row of the table, and laws that hold whatever is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.governance import (
    ROWS,
    Asked,
    Case,
    Choice,
    DecidedBy,
    Outcome,
    Preference,
    Purpose,
    Relationship,
    Requester,
    RoleKind,
    Sensitivity,
    Subject,
    bases,
    decide,
)
from lco.teams.governance.deciding import facts_of
from lco.teams.governance.opt_outs import is_left_out_of_stratification
from lco.teams.governance.terms import EXCLUDED
from lco.teams.governance.written import governance_page

ON = date(2026, 8, 6)
NURSE = Requester(RoleKind.CARE, Relationship.CASELOAD, user=1, organisation=10)
SOMEBODY = Subject()
CARE = Asked(Purpose.DIRECT_CARE, ON)
OPTED_OUT = Subject(opted_out_nationally=True)
SHARE_SEXUAL_HEALTH = Preference(
    Choice.SHARE, ON, organisations=frozenset({10}), classes=frozenset({"sexual_health"})
)


def _case(requester: Any = NURSE, subject: Any = SOMEBODY, asked: Any = CARE, **of_asked: Any) -> Case:
    return Case(requester, subject, replace(asked, **of_asked))


def _stranger(**more: Any) -> Case:
    return _case(replace(NURSE, relationship=Relationship.NONE), **more)


def _broken(**more: Any) -> Case:
    return _case(replace(NURSE, relationship=Relationship.BREAK_GLASS), **more)


def _beyond(purpose: Purpose = Purpose.PLANNING, subject: Subject = OPTED_OUT, **more: Any) -> Case:
    return _case(Requester(RoleKind.FIGURES), subject, Asked(purpose, ON, **more))


WITH_WISH = Subject((Preference(Choice.DO_NOT_SHARE, ON, organisations=frozenset({10})),))
CASES = {
    "planning_about_nobody": (_beyond(is_confidential=False), Outcome.PERMIT),
    "beyond_care_anonymised": (_beyond(is_anonymised=True), Outcome.PERMIT),
    "stratification_opted_out": (
        _beyond(Purpose.STRATIFICATION, Subject(opted_out_of_stratification=True), has_s251=True),
        Outcome.DENY,
    ),
    "beyond_care_consent": (_beyond(Purpose.RESEARCH, has_consent=True), Outcome.PERMIT),
    "beyond_care_law": (_beyond(is_required_by_law=True), Outcome.PERMIT),
    "beyond_care_exempt": (_beyond(has_s251=True, is_exempt=True), Outcome.PERMIT),
    "national_opt_out": (_beyond(has_s251=True), Outcome.DENY),
    "beyond_care_s251": (_beyond(subject=SOMEBODY, has_s251=True), Outcome.PERMIT),
    "beyond_care_bare": (_beyond(subject=SOMEBODY), Outcome.DENY),
    "oversight": (
        _case(Requester(RoleKind.OVERSIGHT), asked=Asked(Purpose.OVERSIGHT, ON)),
        Outcome.REDACT,
    ),
    "not_care": (_case(Requester(RoleKind.FIGURES, Relationship.NEIGHBOURHOOD_TEAM)), Outcome.DENY),
    "care_asks_oversight": (_case(purpose=Purpose.OVERSIGHT), Outcome.DENY),
    "stranger_finding": (_stranger(purpose=Purpose.CASE_FINDING), Outcome.DENY),
    "stranger": (_stranger(), Outcome.BREAK_GLASS),
    "excluded_opened": (
        _case(subject=Subject((SHARE_SEXUAL_HEALTH,)), sensitivity=Sensitivity.SEXUAL_HEALTH),
        Outcome.PERMIT,
    ),
    "excluded": (_case(sensitivity=Sensitivity.GENDER_RECOGNITION), Outcome.DENY),
    "concern_needed": (
        _case(replace(NURSE, needs_to_know=True), WITH_WISH, sensitivity=Sensitivity.CONCERN),
        Outcome.PERMIT,
    ),
    "concern": (_case(sensitivity=Sensitivity.CONCERN), Outcome.DENY),
    "flag_needed": (
        _case(replace(NURSE, needs_to_know=True), WITH_WISH, sensitivity=Sensitivity.SAFEGUARDING),
        Outcome.PERMIT,
    ),
    "flag_in_emergency": (_broken(sensitivity=Sensitivity.SAFEGUARDING), Outcome.PERMIT),
    "flag": (_case(sensitivity=Sensitivity.SAFEGUARDING), Outcome.REDACT),
    "safeguarding_act": (_case(subject=WITH_WISH, purpose=Purpose.SAFEGUARDING), Outcome.PERMIT),
    "finding_by_own_team": (
        _case(subject=Subject(opted_out_of_stratification=True), purpose=Purpose.CASE_FINDING),
        Outcome.PERMIT,
    ),
    "emergency": (_broken(subject=WITH_WISH, audience=frozenset({99})), Outcome.PERMIT),
    "wish_against": (_case(subject=WITH_WISH), Outcome.REDACT),
    "outside_audience": (_case(audience=frozenset({11, 12})), Outcome.REDACT),
    "care": (_case(audience=frozenset({10})), Outcome.PERMIT),
}


def test_every_row_of_the_table_has_a_case() -> None:
    assert list(CASES) == [row.id for row in ROWS]


@pytest.mark.parametrize("row", CASES)
def test_the_row_decides_its_case(row: str) -> None:
    case, outcome = CASES[row]
    decision = decide(case)
    assert (decision.row, decision.outcome) == (row, outcome)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_names_a_ground_with_its_source(row: Any) -> None:
    basis = bases()[row.basis]
    assert basis.text
    assert basis.source
    assert row.why[0].islower()


def test_the_ground_is_a_sentence_for_the_audit_trail() -> None:
    assert decide(_case()).ground == (
        "it is needed to care for the person: UK GDPR 6(1)(e) and 9(2)(h), DPA 2018 Sch 1 para 2; "
        "reasonable expectation; duty to share, s251B HSCA 2012"
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_ground_fits_into_a_row_of_the_trail(row: Any) -> None:
    assert len(f"{row.why}: {bases()[row.basis].text}") <= 250


def test_the_page_of_the_reference_holds_every_row_in_its_order_and_every_ground() -> None:
    lines = governance_page().splitlines()
    numbered = [line for line in lines if line.startswith("| ") and line.split()[1].isdecimal()]
    assert [line.split(" | ")[3] for line in numbered] == [row.why for row in ROWS]
    assert numbered[-1] == ("| 27 | all else | permit | it is needed to care for the person | direct_care |")
    assert "| 14 | relationship: none | break_glass |" in numbered[13]
    assert "not is refused" in numbered[14]
    assert all(any(line.startswith(f"| {basis} | ") for line in lines) for basis in bases())


def test_care_of_who_lacks_capacity_rests_on_best_interests_and_of_a_child_on_the_parent() -> None:
    assert decide(_case(subject=Subject(lacks_capacity=True))).basis.id == "best_interests"
    assert decide(_case(subject=Subject(is_child=True))).basis.id == "child"
    assert decide(_case(subject=Subject(is_child=True, lacks_capacity=True))).basis.id == "child"


@pytest.mark.parametrize("kind", sorted(EXCLUDED))
@pytest.mark.parametrize("relationship", sorted(set(Relationship) - {Relationship.NONE}))
def test_what_is_excluded_stays_so_for_every_relationship(kind: Any, relationship: Any) -> None:
    case = _case(replace(NURSE, relationship=relationship, needs_to_know=True), sensitivity=kind)
    assert decide(case).outcome is Outcome.DENY


@pytest.mark.parametrize(
    "wish",
    [
        replace(SHARE_SEXUAL_HEALTH, organisations=frozenset()),
        replace(SHARE_SEXUAL_HEALTH, organisations=frozenset({11})),
        replace(SHARE_SEXUAL_HEALTH, classes=frozenset()),
        replace(SHARE_SEXUAL_HEALTH, classes=frozenset({"assisted_conception"})),
        replace(SHARE_SEXUAL_HEALTH, starts_on=date(2026, 8, 7)),
        replace(SHARE_SEXUAL_HEALTH, starts_on=date(2026, 1, 1), ends_before=ON),
        replace(SHARE_SEXUAL_HEALTH, decided_by=DecidedBy.BEST_INTERESTS),
        replace(SHARE_SEXUAL_HEALTH, decided_by=DecidedBy.PARENT),
    ],
    ids=[
        "for everybody",
        "another employer",
        "all kinds",
        "another kind",
        "later",
        "over",
        "others",
        "parent",
    ],
)
def test_only_a_wish_that_names_kind_and_receiver_opens_what_is_excluded(wish: Preference) -> None:
    case = _case(subject=Subject((wish,)), sensitivity=Sensitivity.SEXUAL_HEALTH)
    assert decide(case).outcome is Outcome.DENY


def test_a_wish_not_to_share_outweighs_one_to_share() -> None:
    against = replace(SHARE_SEXUAL_HEALTH, choice=Choice.DO_NOT_SHARE, organisations=frozenset())
    case = _case(subject=Subject((SHARE_SEXUAL_HEALTH, against)), sensitivity=Sensitivity.SEXUAL_HEALTH)
    assert decide(case).row == "excluded"


@pytest.mark.parametrize(
    ("wish", "row"),
    [
        (Preference(Choice.DO_NOT_SHARE, ON, people=frozenset({1})), "wish_against"),
        (Preference(Choice.DO_NOT_SHARE, ON, people=frozenset({2})), "care"),
        (Preference(Choice.DO_NOT_SHARE, ON), "wish_against"),
        (Preference(Choice.DO_NOT_SHARE, ON, classes=frozenset({"sensitive"})), "care"),
        (Preference(Choice.DO_NOT_SHARE, ON, classes=frozenset({"ordinary"})), "wish_against"),
        (Preference(Choice.DO_NOT_SHARE, date(2026, 8, 7)), "care"),
        (Preference(Choice.DO_NOT_SHARE, date(2026, 1, 1), ON), "care"),
        (Preference(Choice.SHARE, ON), "care"),
    ],
)
def test_a_wish_counts_within_its_scope(wish: Preference, row: str) -> None:
    assert decide(_case(subject=Subject((wish,)))).row == row


@pytest.mark.parametrize(
    ("asked", "is_kept_out"),
    [
        ({"has_s251": True}, True),
        ({}, True),
        ({"has_s251": True, "has_consent": True}, False),
        ({"has_s251": True, "is_required_by_law": True}, False),
        ({"has_s251": True, "is_in_overriding_interest": True}, False),
        ({"has_s251": True, "is_anonymised": True}, False),
        ({"has_s251": True, "is_exempt": True}, False),
        ({"has_s251": True, "is_confidential": False}, False),
    ],
)
def test_the_national_opt_out_applies_exactly_where_the_policy_says(
    asked: dict[str, bool], is_kept_out: bool
) -> None:
    assert (decide(_beyond(**asked)).outcome is Outcome.DENY) is is_kept_out


@pytest.mark.parametrize("purpose", [Purpose.DIRECT_CARE, Purpose.SAFEGUARDING, Purpose.CASE_FINDING])
def test_no_opt_out_touches_care(purpose: Purpose) -> None:
    everything = Subject(opted_out_nationally=True, opted_out_of_stratification=True)
    with_them, without = (
        decide(_case(subject=subject, purpose=purpose)) for subject in (everything, SOMEBODY)
    )
    assert with_them == without
    assert with_them.outcome is Outcome.PERMIT


def test_the_two_opt_outs_are_separate() -> None:
    national = decide(_beyond(Purpose.STRATIFICATION, OPTED_OUT, has_s251=True))
    own = decide(_beyond(Purpose.PLANNING, Subject(opted_out_of_stratification=True), has_s251=True))
    assert national.outcome is own.outcome is Outcome.PERMIT


def test_an_opt_out_from_stratification_leaves_the_own_team_its_list() -> None:
    out = Subject(opted_out_of_stratification=True)
    assert is_left_out_of_stratification(out, for_own_team=False)
    assert not is_left_out_of_stratification(out, for_own_team=True)
    assert not is_left_out_of_stratification(SOMEBODY, for_own_team=False)


_keys = st.frozensets(st.integers(1, 3), max_size=2)
_wishes = st.builds(
    Preference,
    choice=st.sampled_from(Choice),
    starts_on=st.dates(date(2026, 7, 1), date(2026, 9, 1)),
    ends_before=st.none() | st.dates(date(2026, 7, 1), date(2026, 9, 1)),
    people=_keys,
    organisations=_keys,
    classes=st.frozensets(st.sampled_from([each.value for each in Sensitivity]), max_size=3),
    decided_by=st.sampled_from(DecidedBy),
)
_cases = st.builds(
    Case,
    requester=st.builds(
        Requester,
        role=st.sampled_from(RoleKind),
        relationship=st.sampled_from(Relationship),
        user=st.integers(1, 3),
        organisation=st.integers(1, 3),
        needs_to_know=st.booleans(),
    ),
    subject=st.builds(
        Subject,
        preferences=st.lists(_wishes, max_size=3).map(tuple),
        opted_out_nationally=st.booleans(),
        opted_out_of_stratification=st.booleans(),
        lacks_capacity=st.booleans(),
        is_child=st.booleans(),
    ),
    asked=st.builds(
        Asked,
        purpose=st.sampled_from(Purpose),
        on=st.just(ON),
        sensitivity=st.sampled_from(Sensitivity),
        audience=_keys,
        is_confidential=st.booleans(),
        is_anonymised=st.booleans(),
        has_consent=st.booleans(),
        is_required_by_law=st.booleans(),
        is_in_overriding_interest=st.booleans(),
        is_exempt=st.booleans(),
        has_s251=st.booleans(),
    ),
)
_CARE_PURPOSES = {Purpose.DIRECT_CARE, Purpose.SAFEGUARDING, Purpose.CASE_FINDING}


@given(_cases)
def test_every_case_is_decided_with_a_ground(case: Case) -> None:
    decision = decide(case)
    assert decision.row in CASES
    assert decision.ground


@given(_cases)
def test_nobody_without_a_relationship_or_without_a_caring_role_sees_anything_for_care(case: Case) -> None:
    if case.asked.purpose in _CARE_PURPOSES and (
        case.requester.role is not RoleKind.CARE or case.requester.relationship is Relationship.NONE
    ):
        assert decide(case).outcome in {Outcome.DENY, Outcome.BREAK_GLASS}


@given(_cases)
def test_who_cares_and_needs_not_know_never_learns_that_there_is_a_concern(case: Case) -> None:
    knows_not = replace(case.requester, role=RoleKind.CARE, needs_to_know=False)
    asked = replace(case.asked, sensitivity=Sensitivity.CONCERN, purpose=Purpose.SAFEGUARDING)
    outcome = decide(replace(case, requester=knows_not, asked=asked)).outcome
    assert outcome in {Outcome.DENY, Outcome.BREAK_GLASS}


def test_a_broken_glass_does_not_open_a_concern() -> None:
    assert decide(_broken(sensitivity=Sensitivity.CONCERN)).row == "concern"


@given(_cases, _wishes)
def test_a_further_wish_not_to_share_never_shows_more(case: Case, wish: Preference) -> None:
    order = [Outcome.PERMIT, Outcome.REDACT, Outcome.BREAK_GLASS, Outcome.DENY]
    against = replace(wish, choice=Choice.DO_NOT_SHARE)
    more = replace(case.subject, preferences=(*case.subject.preferences, against))
    before, after = decide(case), decide(replace(case, subject=more))
    assert order.index(after.outcome) >= order.index(before.outcome)


@given(_cases)
def test_the_first_row_that_fits_decides(case: Case) -> None:
    fitting = [row.id for row in ROWS if row.fits(facts_of(case))]
    assert decide(case).row == fitting[0]

"""Stepping down by its test, decisions in a person's best interests, and reviews that fall due."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lco.teams.plans.readiness import PlanReadiness
from lco.teams.workflow import Act, State
from tests.web.teams.cases.acting import at_once, do, signed
from tests.web.teams.cases.reading import hidden, text
from web.population.models import Listing
from web.teams.cases import actions
from web.teams.cases.actions import CaseRefused, ChangedMeanwhile, InBestInterests
from web.teams.cases.models import BestInterests, Case
from web.teams.cases.stepping_down import legs_of
from web.teams.work.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(nurse: Any) -> Client:
    """The nurse's browser."""
    return signed(nurse)


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say what the plan of everybody is like."""

    def say(*, goals: bool, contingency: bool, is_agreed: bool = True) -> None:
        said = PlanReadiness(is_agreed, True, goals, contingency, None)
        monkeypatch.setattr("web.teams.plans.queries.readiness", lambda _: said)

    return say


@pytest.fixture
def reviewed(nurse: Any, active: Any) -> Case:
    """A case that was reviewed and waits for what follows."""
    case = active()
    do(nurse, case, Act.REVIEW, note="All is well")
    return case


def down(by: Any, case: Case, **values: Any) -> Any:
    given = {"key": uuid.uuid4(), "reason": "goals_achieved", "is_agreed": True, **values}
    return actions.step_down(by=by, case=case, **given)


def test_who_has_reached_the_goals_agrees_and_has_a_contingency_steps_down(
    nurse: Any, reviewed: Case, planned: Any
) -> None:
    planned(goals=True, contingency=True)
    event = down(nurse, reviewed)
    assert (event.to_state, event.by) == (State.STEPPED_DOWN, nurse)
    assert "Goals achieved: yes" in event.detail
    assert "Contingency plan in place: yes" in event.detail


def test_a_lower_tier_in_two_refreshes_stands_for_the_goals(nurse: Any, reviewed: Case, planned: Any) -> None:
    planned(goals=False, contingency=True)
    Case.objects.filter(pk=reviewed.pk).update(tier="high")
    listed = Listing.objects.filter(person=reviewed.person_id)
    listed.update(tier="rising", former_tier="high")
    with pytest.raises(CaseRefused, match="still lacks the goals or a lower tier"):
        down(nurse, reviewed)
    listed.update(tier="low", former_tier="rising")
    assert down(nurse, reviewed).to_state == State.STEPPED_DOWN


@pytest.mark.parametrize(
    ("goals", "contingency", "is_agreed", "missing"),
    [
        (True, False, True, "lacks a contingency plan"),
        (True, True, False, "lacks the person's agreement"),
        (
            False,
            False,
            False,
            "lacks the goals or a lower tier, the person's agreement and a contingency plan",
        ),
    ],
)
def test_what_is_missing_is_named_and_the_lead_alone_decides_without_it(
    *,
    goals: bool,
    contingency: bool,
    is_agreed: bool,
    missing: str,
    nurse: Any,
    lead: Any,
    reviewed: Case,
    planned: Any,
) -> None:
    planned(goals=goals, contingency=contingency)
    with pytest.raises(CaseRefused, match=missing):
        down(nurse, reviewed, is_agreed=is_agreed)
    with pytest.raises(CaseRefused, match="only the lead of"):
        down(nurse, reviewed, is_agreed=is_agreed, is_override=True, note="Please")
    with pytest.raises(CaseRefused, match="Say in your own words why"):
        down(lead, reviewed, is_agreed=is_agreed, is_override=True)
    event = down(lead, reviewed, is_agreed=is_agreed, is_override=True, note="Moves in with her son")
    assert "decided by the lead without" in event.detail


def test_a_plan_that_was_never_agreed_counts_for_nothing(nurse: Any, reviewed: Case, planned: Any) -> None:
    planned(goals=True, contingency=True, is_agreed=False)
    test = legs_of(reviewed, is_agreed=True)
    assert (test.goals.holds, test.contingency.holds) == (False, False)
    assert test.goals.found == "no goal was agreed"


def test_nobody_steps_down_before_a_review(nurse: Any, active: Any, planned: Any) -> None:
    planned(goals=True, contingency=True)
    with pytest.raises(CaseRefused, match="'Step down' cannot be done"):
        down(nurse, active())


def test_stepping_down_counts_once_and_beside_what_is_new_is_refused(
    nurse: Any, lead: Any, reviewed: Case, planned: Any
) -> None:
    planned(goals=True, contingency=True)
    with pytest.raises(ChangedMeanwhile):
        down(nurse, reviewed, version=reviewed.version - 1)
    key = uuid.uuid4()
    assert down(nurse, reviewed, key=key) == down(nurse, reviewed, key=key)


def test_the_page_shows_which_legs_hold_and_the_lead_alone_is_offered_to_decide(
    client: Client, lead: Any, reviewed: Case, planned: Any
) -> None:
    planned(goals=True, contingency=False)
    page = reverse("teams:case_step_down", args=[reviewed.person_id])
    shown = text(client.get(page))
    assert "✓ Yes Goals achieved" in shown
    assert "✗ No Contingency plan in place" in shown
    assert "although something is missing" not in shown.replace("Needed where the lead decides although", "")
    given = {**hidden(client.get(page)), "is_agreed": "yes", "reason": "goals_achieved", "step": "save"}
    refused = client.post(page, given)
    assert refused.status_code == 422
    assert "still lacks a contingency plan" in text(refused)
    browser = signed(lead)
    checked = browser.post(page, {**given, "step": "", "is_override": "on", "note": "Her son is there"})
    assert "Check your answers" in text(checked)
    assert browser.post(page, {**hidden(checked), "step": "save"}).status_code == 302
    reviewed.refresh_from_db()
    assert reviewed.state == State.STEPPED_DOWN


def decided(**changes: Any) -> InBestInterests:
    day = timezone.localdate()
    values: dict[str, Any] = {
        "capacity_found": "Could not keep what was said long enough to weigh it",
        "assessed_by": "Dr Aziz, GP",
        "assessed_on": day - timedelta(days=2),
        "decision": "She always wished to stay at home",
        "consulted": "Her daughter, her attorney for health",
        "least_restrictive": "Visits alone would leave the nights unsafe",
        "decided_by": "Dr Aziz, GP",
        "decided_on": day,
    }
    return InBestInterests(**{**values, **changes})


@pytest.fixture
def invited(nurse: Any, found: Any) -> Case:
    """A case whose person was invited."""
    case = found()
    do(nurse, case, Act.INCLUDE, Act.INVITE)
    return case


def best(by: Any, case: Case, **changes: Any) -> Any:
    key = changes.pop("key", None) or uuid.uuid4()
    return actions.decide_best_interests(by=by, case=case, key=key, decision=decided(**changes))


def test_a_decision_in_their_best_interests_is_kept_whole(nurse: Any, invited: Case) -> None:
    assert best(nurse, invited).to_state == State.CONSENTED
    kept = BestInterests.objects.get(case=invited)
    assert (kept.assessed_by, kept.made_by) == ("Dr Aziz, GP", nurse)
    for change in (lambda: BestInterests.objects.update(decision="x"), kept.delete):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            change()


def test_it_may_be_in_their_best_interests_not_to_be_taken_on(nurse: Any, invited: Case) -> None:
    event = best(nurse, invited, is_taken_on=False)
    assert (event.to_state, event.reason) == (State.DECLINED, "not_best_interests")
    assert BestInterests.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"consulted": " "}, "every part of the record"),
        ({"least_restrictive": ""}, "every part of the record"),
        ({"decided_on": timezone.localdate() + timedelta(days=1)}, "cannot be in the future"),
        ({"decided_on": timezone.localdate() - timedelta(days=3)}, "Capacity is assessed before"),
    ],
)
def test_half_a_record_is_refused(changes: dict[str, Any], sentence: str, nurse: Any, invited: Case) -> None:
    with pytest.raises(CaseRefused, match=sentence):
        best(nurse, invited, **changes)
    assert not BestInterests.objects.exists()


def test_only_who_was_invited_is_decided_for(nurse: Any, found: Any) -> None:
    with pytest.raises(CaseRefused, match="cannot be done while"):
        best(nurse, found())
    assert not BestInterests.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_record_sent_many_times_at_once_is_kept_once(nurse: Any, invited: Case) -> None:
    key = uuid.uuid4()
    assert at_once(5, lambda: best(nurse, invited, key=key)) == ["done"] * 5
    assert BestInterests.objects.count() == 1


def test_the_form_of_best_interests_is_checked_and_shown_in_the_history(
    client: Client, invited: Case
) -> None:
    page = reverse("teams:case_best_interests", args=[invited.person_id])
    given = hidden(client.get(page))
    empty = client.post(page, given)
    assert empty.status_code == 422
    said = decided()
    answers = {name: str(value) for name, value in vars(said).items() if name != "is_taken_on"}
    checked = client.post(page, {**given, **answers, "is_taken_on": "yes"})
    assert "Check your answers" in text(checked)
    assert client.post(page, {**hidden(checked), "step": "save"}).status_code == 302
    history = text(client.get(reverse("teams:case", args=[invited.person_id])))
    assert "She always wished to stay at home" in history
    assert "Consulted: Her daughter, her attorney for health" in history


def test_reviews_fall_due_by_date_once_and_the_coordinator_is_told(nurse: Any, active: Any) -> None:
    case, later = active(0), active(1)
    Case.objects.filter(pk=case.pk).update(review_on=timezone.localdate())
    for expected in ("1 review has fallen due", "0 reviews have fallen due"):
        said = StringIO()
        call_command("fall_due", stdout=said)
        assert expected in said.getvalue()
    case.refresh_from_db()
    later.refresh_from_db()
    assert (case.state, later.state) == (State.REVIEW_DUE, State.ACTIVE)
    (notice,) = Notice.objects.filter(to=nurse, about__contains="review")
    assert notice.about == "A review has fallen due."


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_let_a_review_fall_due_once(nurse: Any, active: Any) -> None:
    case = active()
    Case.objects.update(review_on=timezone.localdate())
    at_once(4, lambda: actions.fall_due(by=None))
    assert case.events.filter(act=Act.FALL_DUE).count() == 1

"""A trusted assessor assesses once; partners accept, decline, or learn that it only informs."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lco.teams.trusted_assessors import Standing
from tests.web.teams.assessments.conftest import signed
from tests.web.teams.assessments.filling import (
    WELLBEING,
    address,
    begun,
    finished,
    hidden,
    partner,
    somebody,
    trusted,
)
from web.teams.access.people import seen
from web.teams.assessments import actions
from web.teams.assessments.models import Acceptance, Assessment, Outcome
from web.teams.assessments.queries import last_word, words_of_partners
from web.teams.assessments.reuse import fresh_elsewhere
from web.teams.assessments.sparing import spared_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(teamed: Any) -> Any:
    """The lead of the team, who keeps the register."""
    return teamed("team_lead", name="Amara Okafor")


@pytest.fixture
def done(nurse: Any, lead: Any, manchester: Any) -> Assessment:
    """An assessment by a trusted assessor whom the hospital, not the council, trusts beforehand."""
    trusted(nurse, by=lead, partners=("Hospital trust",))
    return finished(nurse, somebody())  # type: ignore[no-any-return]


def decide(by: Any, assessment: Assessment, outcome: str = "accepted", reason: str = "", **more: Any) -> Any:
    given = {"outcome": outcome, "reason": reason, "key": uuid.uuid4(), **more}
    return actions.decide(by=by, assessment=assessment, **given)


def test_partners_that_agreed_beforehand_accept_at_once(done: Assessment, nurse: Any) -> None:
    assert done.standing == Standing.TRUSTED
    (said,) = words_of_partners(done)
    assert (said.organisation.name, said.outcome, said.is_automatic) == ("Hospital trust", "accepted", True)
    assert done.delegation_id == nurse.delegations.get().pk


def test_another_partner_accepts_it_on_a_page(done: Assessment, social_worker: Any) -> None:
    client = signed(social_worker)
    page = client.get(address(done, "assessment_accept")).content.decode()
    assert "Does your organisation use this assessment in place of its own?" in page
    answers = {**hidden(page), "outcome": "accepted", "reason": ""}
    for _ in range(2):
        assert client.post(address(done, "assessment_accept"), answers).status_code == 302
    assert Acceptance.objects.filter(is_automatic=False).count() == 1
    read = client.get(address(done)).content.decode()
    assert "City council, Tom Reilly" in read
    listed = client.get(reverse("teams:assessments", args=[done.person_id])).content.decode()
    assert "Accepted by your organisation" in listed


def test_to_decline_takes_a_reason(done: Assessment, social_worker: Any) -> None:
    client = signed(social_worker)
    answers = {
        **hidden(client.get(address(done, "assessment_accept")).content.decode()),
        "outcome": "declined",
    }
    refused = client.post(address(done, "assessment_accept"), answers)
    assert refused.status_code == 422
    assert "Say why the assessment is not accepted" in refused.content.decode()
    client.post(address(done, "assessment_accept"), {**answers, "reason": "She moved since"})
    assert last_word(done, social_worker.organisation_id) == Outcome.DECLINED
    assert "She moved since" in client.get(address(done)).content.decode()


def test_the_last_word_counts_and_the_first_stays_written(done: Assessment, social_worker: Any) -> None:
    decide(social_worker, done, "declined", "Not yet")
    decide(social_worker, done)
    with pytest.raises(actions.AssessmentRefused, match="has accepted this assessment already"):
        decide(social_worker, done)
    assert Acceptance.objects.filter(organisation=social_worker.organisation).count() == 2
    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
        Acceptance.objects.update(outcome="accepted")


def test_what_only_informs_cannot_be_accepted(nurse: Any, social_worker: Any, manchester: Any) -> None:
    plain = finished(nurse, somebody())
    assert plain.standing == Standing.INFORMATIVE
    with pytest.raises(actions.AssessmentRefused, match="for information and cannot be accepted"):
        decide(social_worker, plain)
    client = signed(social_worker)
    assert client.get(address(plain, "assessment_accept")).status_code == 302
    assert "Accept or decline it" not in client.get(address(plain)).content.decode()


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        ({"questionnaires": ["carers-assessment"]}, "not in the assessor's scope"),
        ({"cohorts": ["no_such_cohort"]}, "none of the cohorts"),
        ({"ends": 0}, "ended before"),
        ({"starts": 1}, "only begins on"),
    ],
)
def test_outside_the_scope_it_only_informs(
    scope: dict[str, Any], why: str, nurse: Any, lead: Any, manchester: Any
) -> None:
    day = timezone.localdate()
    given = dict(scope)
    if "ends" in given:
        given = {"ends_before": day}
    if "starts" in given:
        given = {"starts_on": day + timedelta(days=1)}
    trusted(nurse, by=lead, **given)
    plain = finished(nurse, somebody())
    assert plain.standing == Standing.INFORMATIVE
    assert why in plain.standing_why
    assert not plain.acceptances.exists()


def test_a_cohort_of_the_person_is_in_scope(nurse: Any, lead: Any, manchester: Any) -> None:
    who = next(listing for listing in (somebody(at) for at in range(40)) if listing.cohort_list)
    trusted(nurse, by=lead, cohorts=[who.cohort_list[0]])
    assert finished(nurse, who).standing == Standing.TRUSTED


def test_the_own_organisation_accepts_nothing_of_itself(done: Assessment, nurse: Any, lead: Any) -> None:
    with pytest.raises(actions.AssessmentRefused, match="your own organisation's assessment"):
        decide(nurse, done)
    draft = begun(lead, somebody(1), "wellbeing")
    with pytest.raises(actions.AssessmentRefused, match="is not finished"):
        decide(lead, draft)


def test_a_delegation_that_ends_later_changes_nothing_before(done: Assessment, nurse: Any, lead: Any) -> None:
    actions.end_delegation(by=lead, assessor=nurse.delegations.get(), why="Moved to another trust")
    assert Assessment.objects.get(pk=done.pk).standing == Standing.TRUSTED
    assert finished(nurse, somebody(1)).standing == Standing.INFORMATIVE


def test_a_fresh_assessment_of_a_partner_is_shown_before_another_is_begun(
    done: Assessment, social_worker: Any
) -> None:
    client = signed(social_worker)
    where = reverse("teams:assessment_start", args=[done.person_id, "wellbeing"])
    page = client.get(where).content.decode()
    assert "This was assessed on" in page
    assert "Grace Adeyemi" in page
    assert "accept or decline it" in page
    refused = client.post(where, hidden(page))
    assert refused.status_code == 422
    assert "Say why the fresh assessment is not used" in refused.content.decode()
    with pytest.raises(actions.AssessmentRefused, match="Say why the fresh assessment"):
        begun(social_worker, somebody(), "wellbeing")
    begun_at = client.post(where, {**hidden(page), "why_again": "He asked for it", "earlier": str(done.pk)})
    mine = Assessment.objects.get(organisation=social_worker.organisation)
    assert begun_at["Location"] == address(mine, "assessment_section", 1)
    assert (mine.why_again, mine.earlier_id) == ("He asked for it", done.pk)
    asked = client.get(address(mine, "assessment_section", 1)).content.decode()
    assert asked.count("Told on") == 4
    assert "Asked again because: He asked for it" in client.get(address(mine)).content.decode()


def test_one_that_was_accepted_is_to_be_used(done: Assessment, social_worker: Any) -> None:
    decide(social_worker, done)
    where = reverse("teams:assessment_start", args=[done.person_id, "wellbeing"])
    assert "Your organisation accepted it: use it" in signed(social_worker).get(where).content.decode()


def test_one_that_was_declined_is_asked_again_without_a_word(done: Assessment, social_worker: Any) -> None:
    decide(social_worker, done, "declined", "She moved since")
    assert not fresh_elsewhere(social_worker, seen(social_worker, done.person_id), "wellbeing")
    begun(social_worker, somebody(), "wellbeing")


def test_an_old_one_is_not_fresh(done: Assessment, social_worker: Any, monkeypatch: Any) -> None:
    later = timezone.now() + timedelta(days=90) + timedelta(seconds=1)
    monkeypatch.setattr("web.teams.assessments.reuse.timezone.now", lambda: later)
    assert not fresh_elsewhere(social_worker, seen(social_worker, done.person_id), "wellbeing")


def test_assessments_that_were_spared_are_counted(
    done: Assessment, nurse: Any, lead: Any, social_worker: Any, client: Client
) -> None:
    finished(nurse, somebody(1))
    finished(nurse, somebody(1), told={**WELLBEING, "wellbeing.happy": 1})
    now = timezone.now()
    counts = spared_counts(now=now)
    assert (counts.spared, counts.repeated, counts.not_known_yet) == (0, 1, 2)
    after = spared_counts(now=now + timedelta(days=15))
    assert (after.spared, after.repeated, after.not_known_yet, after.accepted) == (2, 1, 0, 3)
    assert spared_counts(now=now, since=now).accepted == 0
    page = signed(lead).get(reverse("teams:assessment_assessors")).content.decode()
    assert "Partners accepted 3 assessments" in page


def test_what_every_partner_declined_spared_nothing(done: Assessment, teamed: Any) -> None:
    doctor = teamed("team_member", name="Dr Farah Aziz")
    doctor.organisation = partner("Hospital trust")
    doctor.save()
    decide(doctor, done, "declined", "Not complete")
    assert spared_counts(now=timezone.now()).accepted == 0


def test_a_script_in_a_reason_is_words(done: Assessment, social_worker: Any) -> None:
    decide(social_worker, done, "declined", "<script>alert(1)</script>")
    page = signed(social_worker).get(address(done)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page

"""Who reads an assessment: those it is shared with; others learn no more than the rules let them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from lco.teams.governance.preferences import Choice
from tests.lco.teams.questionnaires.making import content, item
from tests.web.teams.assessments.conftest import signed
from tests.web.teams.assessments.filling import address, begun, finished, partner, somebody, trusted
from web.teams.access.actions import Wish, record_wish
from web.teams.access.people import seen
from web.teams.assessments import actions
from web.teams.assessments.models import Assessment
from web.teams.assessments.queries import latest_assessments
from web.teams.assessments.reuse import fresh_elsewhere, to_begin_from
from web.teams.assessments.shelf import shelf
from web.teams.queries import today

pytestmark = pytest.mark.django_db
PAGES = ("assessment", "assessment_print", "assessment_response", "assessment_accept")


@pytest.fixture
def done(nurse: Any, teamed: Any, manchester: Any) -> Assessment:
    """An assessment by a trusted assessor."""
    trusted(nurse, by=teamed("team_lead"), partners=("Hospital trust",))
    return finished(nurse, somebody())  # type: ignore[no-any-return]


@pytest.fixture
def keep_from() -> Callable[..., None]:
    """Let the person wish that an organisation does not see their record."""

    def keep(by: Any, organisation: Any) -> None:
        wish = Wish(choice=Choice.DO_NOT_SHARE, starts_on=today(), organisations=[organisation])
        record_wish(by=by, person=somebody().person, wish=wish, key=uuid.uuid4())

    return keep


@pytest.fixture
def held_closer(settings: Any, manchester: Any) -> Iterator[None]:
    """A questionnaire whose answers are sexual-health information."""
    folder = Path(settings.LCO_STORE) / "questionnaires"
    folder.mkdir(exist_ok=True)
    label = {"system": "https://lco.example/fhir/CodeSystem/sensitivity", "code": "sexual_health"}
    path = folder / "clinic.json"
    path.write_bytes(content(item("a"), id="clinic", title="Clinic", meta={"security": [label]}))
    yield
    path.unlink()


def test_what_a_person_does_not_share_is_not_read(
    done: Assessment, nurse: Any, social_worker: Any, keep_from: Any
) -> None:
    keep_from(nurse, social_worker.organisation)
    client = signed(social_worker)
    for name in PAGES:
        response = client.get(address(done, name))
        assert response.status_code == 403, name
        assert "kept from you" in response.content.decode()
        assert "4 of 10" not in response.content.decode()
    listed = client.get(reverse("teams:assessments", args=[done.person_id])).content.decode()
    assert "Kept from you" in listed
    assert "Grace Adeyemi" not in listed.split("<main")[1]
    assert signed(nurse).get(address(done)).status_code == 200, "who wrote it reads it"


def test_what_is_not_read_is_neither_used_nor_taken_over_nor_accepted(
    done: Assessment, nurse: Any, social_worker: Any, keep_from: Any
) -> None:
    keep_from(nurse, social_worker.organisation)
    who = seen(social_worker, done.person_id)
    assert who is not None
    assert not fresh_elsewhere(social_worker, who, "wellbeing")
    assert not to_begin_from(social_worker, who, shelf().newest["wellbeing"])
    assert not latest_assessments(done.person_id, user=social_worker, seen=who)
    with pytest.raises(actions.AssessmentRefused, match="kept from your organisation"):
        begun(social_worker, somebody(), "wellbeing", earlier=done)
    with pytest.raises(actions.AssessmentRefused, match="kept from your organisation"):
        actions.decide(by=social_worker, assessment=done, outcome="accepted", reason="", key=uuid.uuid4())


def test_without_a_wish_partners_read_it(
    done: Assessment, social_worker: Any, keep_from: Any, nurse: Any
) -> None:
    keep_from(nurse, partner("Another trust"))
    assert signed(social_worker).get(address(done)).status_code == 200
    who = seen(social_worker, done.person_id)
    assert [each.name for each in latest_assessments(done.person_id, user=social_worker, seen=who)] == [
        "wellbeing"
    ]


def test_a_questionnaire_held_closer_stays_with_those_who_asked(
    held_closer: None, nurse: Any, social_worker: Any
) -> None:
    done = finished(nurse, somebody(), "clinic", {"a": "Words of the clinic"})
    assert signed(nurse).get(address(done)).status_code == 200
    client = signed(social_worker)
    response = client.get(address(done))
    assert response.status_code in {403, 404}
    listed = client.get(reverse("teams:assessments", args=[done.person_id])).content.decode()
    assert "Clinic" not in listed.split("<main")[1]
    assert latest_assessments(done.person_id) == [], "a meeting that names nobody is told nothing"
    who = seen(nurse, done.person_id)
    assert [each.name for each in latest_assessments(done.person_id, user=nurse, seen=who)] == ["clinic"]


def test_a_draft_held_closer_does_not_stop_another_organisation(
    held_closer: None, nurse: Any, social_worker: Any
) -> None:
    theirs = begun(nurse, somebody(), "clinic")
    mine = begun(social_worker, somebody(), "clinic")
    assert mine.pk != theirs.pk
    assert begun(social_worker, somebody(), "clinic").pk == mine.pk


def test_a_partner_it_is_kept_from_does_not_accept_it_beforehand(
    nurse: Any, teamed: Any, keep_from: Any, manchester: Any
) -> None:
    trusted(nurse, by=teamed("team_lead"), partners=("Hospital trust", "City council"))
    keep_from(nurse, partner("Hospital trust"))
    done = finished(nurse, somebody())
    assert [each.organisation.name for each in done.acceptances.all()] == ["City council"]


def test_an_assessment_of_somebody_else_is_not_found(done: Assessment, nurse: Any) -> None:
    where = reverse("teams:assessment", args=[somebody(1).person_id, done.pk])
    assert signed(nurse).get(where).status_code == 404

"""A concern in a person's own record: withheld without a trace until the officer releases it."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.web.teams.cases.acting import signed
from tests.web.teams.safeguarding.raising import DUTY, SAID_WORDS, STEP, decided, raised
from web.teams.access.actions import take_request
from web.teams.access.own_record import own_record
from web.teams.queries import today
from web.teams.safeguarding.models import Concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(nurse: Any, social_worker: Any, adult: Any) -> Concern:
    """A concern on which the duty to enquire applies, with a step."""
    return decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)


@pytest.fixture
def asked(officer: Any, adult: Any) -> Any:
    """The person's request for their own record."""
    return take_request(by=officer, person=adult, asked_on=today(), identity="Passport", key=uuid.uuid4())


def pages(officer: Any, asked: Any) -> tuple[str, str, str]:
    client = signed(officer)
    names = ("request", "record", "record_file")
    found = [client.get(reverse(f"teams:access_{name}", args=[asked.pk])).content.decode() for name in names]
    return found[0], found[1], found[2]


def test_the_person_is_not_told_that_it_is_there(concern: Concern, asked: Any, officer: Any) -> None:
    _, paper, file = pages(officer, asked)
    for copy in (paper, file):
        assert "oncern" not in copy and "afeguard" not in copy
        assert SAID_WORDS not in copy and STEP not in copy
    assert "Withheld" not in json.dumps(json.loads(file)["record"]), "nor that something is left out"


def test_the_officer_reads_that_it_waits_for_a_decision_and_not_what_it_says(
    concern: Concern, asked: Any, officer: Any
) -> None:
    desk, _, _ = pages(officer, asked)
    assert "Concerns about your safety" in desk
    assert f"concern-{concern.pk}: its words are shown once it is released" in desk
    assert "Withheld, to be decided: to read it, or that it is there, may cause serious harm" in desk
    assert SAID_WORDS not in desk and STEP not in desk


def test_nothing_is_released_before_the_officer_has_decided(
    concern: Concern, asked: Any, officer: Any
) -> None:
    there, client = reverse("teams:access_request", args=[asked.pk]), signed(officer)
    client.post(there, {"step": "release-texts", "version": asked.version})
    asked.refresh_from_db()
    assert f"concern-{concern.pk}" not in asked.decisions, "it is no free text to be waved through"
    refused = client.post(there, {"step": "release"})
    assert refused.status_code == 422
    assert "not decided on" in refused.content.decode()


def test_withheld_by_decision_leaves_no_trace_either(concern: Concern, asked: Any, officer: Any) -> None:
    marks = own_record(asked).marks
    there, client = reverse("teams:access_request", args=[asked.pk]), signed(officer)
    client.post(there, {"version": asked.version, **dict.fromkeys(marks, "withhold")})
    assert client.post(there, {"step": "release"}).status_code == 302
    _, paper, file = pages(officer, asked)
    assert SAID_WORDS not in paper + file and "oncern" not in paper + file


def test_released_it_is_in_the_copy(concern: Concern, asked: Any, officer: Any) -> None:
    there, client = reverse("teams:access_request", args=[asked.pk]), signed(officer)
    client.post(there, {"version": asked.version, f"concern-{concern.pk}": "release"})
    desk, paper, file = pages(officer, asked)
    assert all(SAID_WORDS in page for page in (desk, paper, file))
    assert STEP not in paper, "its steps and its history are decided on by themselves"

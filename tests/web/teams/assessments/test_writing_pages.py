"""An assessment in the browser: section by section, saved for later, checked, finished, read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.teams.assessments.filling import (
    STORY,
    WELLBEING,
    address,
    begun,
    finished,
    hidden,
    send,
    somebody,
)
from web.teams.assessments.models import Assessment, State

pytestmark = pytest.mark.django_db


def test_a_questionnaire_is_begun_filled_in_checked_and_finished(client: Client, manchester: Any) -> None:
    who = somebody()
    assert (
        "Nobody has assessed"
        in client.get(reverse("teams:assessments", args=[who.person_id])).content.decode()
    )
    chosen = client.get(reverse("teams:assessment_choose", args=[who.person_id])).content.decode()
    assert "Personal wellbeing, four questions" in chosen
    where = reverse("teams:assessment_start", args=[who.person_id, "wellbeing"])
    begun_at = client.post(where, hidden(client.get(where).content.decode()))
    draft = Assessment.objects.get()
    assert begun_at["Location"] == address(draft, "assessment_section", 1)
    assert send(client, draft, 1, WELLBEING)["Location"] == address(draft, "assessment_check")
    check = client.get(address(draft, "assessment_check")).content.decode()
    assert "Check the answers" in check
    assert "4 of 10: low" in check
    done = client.post(address(draft, "assessment_check"), hidden(check))
    assert done["Location"] == address(draft)
    read = client.get(address(draft)).content.decode()
    for words in (
        "4 of 10: low",
        "For information",
        "not in the register of trusted assessors",
        "Grace Adeyemi",
    ):
        assert words in read
    assert Assessment.objects.get().state == State.FINISHED


def test_questions_open_without_a_script(client: Client, nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    page = send(client, draft, 4, {"around.carer": True})
    assert page.status_code == 200
    assert "They opened 1 question more on this page" in page.content.decode()
    answers = {"around.carer": True, "around.carer-offered": False}
    assert send(client, draft, 4, answers)["Location"] == address(draft, "assessment_section", 5)


def test_save_for_later_asks_for_nothing(client: Client, nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    assert send(client, draft, 2, {"matters.good-day": "Sun"}).status_code == 422
    assert send(client, draft, 2, {"matters.good-day": "Sun"}, step="later").status_code == 302
    assert Assessment.objects.get().answers == {"matters.good-day": [{"valueString": "Sun"}]}


def test_needs_without_strengths_ask_for_a_reason(client: Client, nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    told = {name: value for name, value in STORY.items() if name != "can.do"}
    for number in (1, 2, 4):
        assert send(client, draft, number, told).status_code == 302
    assert "They opened" in send(client, draft, 6, told).content.decode()
    assert send(client, draft, 6, told).status_code == 422
    check = client.get(address(draft, "assessment_check"))
    assert "Answer &#39;Why does this assessment name needs and no strengths?&#39;" in check.content.decode()
    assert client.post(
        address(draft, "assessment_check"), {"key": draft.key, "version": "99"}
    ).status_code in (409, 422)
    told["help.no-strengths"] = "He did not want to speak of himself"
    assert send(client, draft, 6, told)["Location"] == address(draft, "assessment_check")


def test_a_finished_assessment_is_given_out_as_fhir_without_a_name(
    client: Client, nurse: Any, manchester: Any
) -> None:
    done = finished(nurse, somebody(), "strengths-based-assessment", STORY)
    response = client.get(address(done, "assessment_response"))
    found = json.loads(response.content)
    assert found["questionnaire"].endswith("strengths-based-assessment|1.0")
    assert nurse.name not in response.content.decode()
    assert done.person.family_name not in response.content.decode()
    assert client.get(address(done, "assessment_print")).status_code == 200

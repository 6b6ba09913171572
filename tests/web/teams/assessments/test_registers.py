"""The pages of questionnaires and of the register of trusted assessors."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.lco.teams.questionnaires.making import content, group, item, option
from tests.web.teams.assessments.conftest import signed
from tests.web.teams.assessments.filling import (
    STORY,
    address,
    begun,
    finished,
    hidden,
    partner,
    send,
    somebody,
    trusted,
)
from web.teams.assessments.models import Assessment, Assessor

pytestmark = pytest.mark.django_db
FALLS = (
    group(
        "falls",
        item("falls.how-many", "integer", required=True),
        item("falls.where", "open-choice", answerOption=[option("home"), option("street")]),
        item("falls.tell", "text"),
    ),
)


@pytest.fixture
def lead(teamed: Any) -> Any:
    """The lead of the first team."""
    return teamed("team_lead", name="Amara Okafor")


@pytest.fixture
def put(settings: Any, manchester: Any) -> Iterator[Callable[..., Path]]:
    """Put a file into the place's own folder of questionnaires; it is gone after the test."""
    folder = Path(settings.LCO_STORE) / "questionnaires"
    made: list[Path] = []

    def write(name: str, what: bytes) -> Path:
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(what)
        made.append(path)
        return path

    yield write
    for path in made:
        path.unlink(missing_ok=True)


def page(client: Client, name: str, *args: Any, **asked: str) -> str:
    response = client.get(reverse(f"teams:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(content_: str) -> list[dict[str, str]]:
    lines = list(csv.reader(io.StringIO(content_)))
    heads = next(line for line in lines if line and line[0] == "Finished on")
    return [dict(zip(heads, line, strict=True)) for line in lines[lines.index(heads) + 1 :]]


def test_a_new_questionnaire_is_one_file_that_appears_validates_stores_and_exports(
    put: Any, nurse: Any, lead: Any, client: Client
) -> None:
    assert "Falls" not in page(client, "assessment_questionnaires")
    put("falls.json", content(*FALLS))
    assert "Falls" in page(client, "assessment_questionnaires")
    assert "Question falls.how-many" in page(client, "assessment_questionnaire", "falls")
    assert "Falls" in page(client, "assessment_choose", somebody().person_id)
    draft = begun(nurse, somebody(), "falls")
    refused = send(client, draft, 1, {"falls.tell": "In the bath"})
    assert refused.status_code == 422
    assert "Answer &#39;Question falls.how-many&#39;" in refused.content.decode()
    told = {"falls.how-many": 2, "falls.where": "In the bath", "falls.tell": "At night"}
    where = address(draft, "assessment_section", 1)
    opened = hidden(client.get(where).content.decode())
    typed = {"i1": "2", "i2": "other", "i2-other": "In the bath", "i3": "At night", "step": "next"}
    assert client.post(where, {**opened, **typed})["Location"] == address(draft, "assessment_check")
    assert client.post(
        address(draft, "assessment_check"),
        hidden(client.get(address(draft, "assessment_check")).content.decode()),
    )["Location"] == address(draft)
    given = json.loads(client.get(address(draft, "assessment_response")).content)
    assert [each["answer"][0] for each in given["item"][0]["item"]] == [
        {"valueInteger": told["falls.how-many"]},
        {"valueString": told["falls.where"]},
        {"valueString": told["falls.tell"]},
    ]
    asked = {"export": "csv", "purpose": "service_planning"}
    file = signed(lead).get(reverse("teams:assessment_answers", args=["falls"]), asked)
    (row,) = rows_of(file.content.decode("utf-8-sig"))
    assert row["Question falls.how-many"] == "2"
    assert row["Question falls.where"] == row["Question falls.tell"] == "Words, not in this file"
    assert "bath" not in file.content.decode()
    assert somebody().person.family_name not in file.content.decode()


def test_a_changed_questionnaire_is_a_new_version_beside_the_old(
    put: Any, nurse: Any, client: Client
) -> None:
    old = put("falls-1.json", content(*FALLS))
    done = finished(nurse, somebody(), "falls", {"falls.how-many": 2})
    draft = begun(nurse, somebody(1), "falls")
    put("falls-2.json", content(group("falls", item("falls.when", "date")), version="2.0"))
    assert "Question falls.when" in page(client, "assessment_questionnaire", "falls")
    assert "Question falls.how-many" in page(client, "assessment_questionnaire", "falls", version="1.0")
    assert "Question falls.how-many" in client.get(address(draft, "assessment_section", 1)).content.decode()
    assert begun(nurse, somebody(), "falls").questionnaire.version == "2.0"
    old.unlink()
    read = client.get(address(done)).content.decode()
    assert "Question falls.how-many" in read
    assert "Version 1.0" in read


def test_a_file_changed_after_it_was_asked_says_so_and_is_not_asked(
    put: Any, nurse: Any, client: Client
) -> None:
    path = put("falls.json", content(*FALLS))
    begun(nurse, somebody(1), "falls")
    path.write_bytes(content(*FALLS, title="Falls and slips"))
    os.utime(path, ns=(1, 1))
    where = reverse("teams:assessment_start", args=[somebody().person_id, "falls"])
    response = client.post(where, hidden(client.get(where).content.decode()), follow=True)
    assert "give the changed file a new version" in response.content.decode()
    assert Assessment.objects.count() == 1


def test_a_file_that_cannot_be_used_is_said_to_those_who_keep_them(
    put: Any, lead: Any, client: Client
) -> None:
    put("wrong.json", b'{"resourceType": "Questionnaire", "item": [{"linkId": "a", "type": "slider"}]}')
    shown = page(signed(lead), "assessment_questionnaires")
    assert "wrong.json" in shown
    assert "&#39;a&#39; has the type &#39;slider&#39;" in shown
    assert "wrong.json" not in page(client, "assessment_questionnaires")


def test_the_definition_is_given_out_as_it_is(client: Client, manchester: Any) -> None:
    response = client.get(reverse("teams:assessment_definition", args=["wellbeing"]))
    assert response["Content-Type"] == "application/fhir+json"
    assert json.loads(response.content)["resourceType"] == "Questionnaire"
    assert "wellbeing-1.0.json" in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["assessment_questionnaire", "assessment_definition"])
def test_a_questionnaire_nobody_knows_is_not_found(name: str, client: Client, manchester: Any) -> None:
    assert client.get(reverse(f"teams:{name}", args=["nothing"])).status_code == 404
    assert client.get(reverse(f"teams:{name}", args=["wellbeing"]), {"version": "9.9"}).status_code == 404
    where = reverse("teams:assessment_start", args=[somebody().person_id, "nothing"])
    assert client.get(where).status_code == 404


def test_conditions_stand_in_words(client: Client, manchester: Any) -> None:
    shown = page(client, "assessment_questionnaire", "comprehensive-geriatric-assessment")
    assert "Asked when &#39;Falls in the last twelve months&#39; is more than &#39;0&#39;" in shown
    assert "Asked when &#39;Memory and thinking&#39; is not &#39;No concern&#39;" in shown
    assert "has an answer" in shown
    assert "the Clinical Frailty Scale is licensed" in shown.replace("The ", "the ")


def test_answers_are_those_of_the_own_teams(teamed: Any, lead: Any, nurse: Any, manchester: Any) -> None:
    finished(nurse, somebody(), "strengths-based-assessment", STORY)
    other = teamed("team_lead", team="manchester-ardwick-and-longsight", name="Other Lead")
    assert "Finished on" in page(signed(lead), "assessment_answers", "strengths-based-assessment")
    assert "Nobody of your teams was asked" in page(
        signed(other), "assessment_answers", "strengths-based-assessment"
    )


def test_somebody_is_entered_into_the_register_and_taken_out(lead: Any, nurse: Any, manchester: Any) -> None:
    client, day = signed(lead), timezone.localdate()
    assert "Nobody is trusted" in page(client, "assessment_assessors")
    where = reverse("teams:assessment_trust")
    opened = client.get(where).content.decode()
    answers = {
        **hidden(opened),
        "user": str(nurse.pk),
        "competence": "Observed twice in March",
        "questionnaires": ["wellbeing"],
        "partners": [str(partner("City council").pk)],
        "starts_on": day.isoformat(),
        "ends_before": (day + timedelta(days=90)).isoformat(),
    }
    for _ in range(2):
        assert client.post(where, answers).status_code == 302
    entry = Assessor.objects.get()
    shown = page(client, "assessment_assessor", entry.pk)
    for words in ("Grace Adeyemi", "Observed twice in March", "City council", "Everybody", "Holds"):
        assert words in shown
    assert client.post(reverse("teams:assessment_assessor", args=[entry.pk]), {"why": ""}).status_code == 422
    ended = client.post(
        reverse("teams:assessment_assessor", args=[entry.pk]), {"why": "She moved"}, follow=True
    )
    assert "She moved" in ended.content.decode()
    assert "Ended" in page(client, "assessment_assessors", state="over")
    assert "Grace Adeyemi" not in page(client, "assessment_assessors", state="holds").split("<main")[1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"user": ""}, "Choose who is trusted"),
        ({"competence": " "}, "Say how the competence was shown"),
        ({"questionnaires": []}, "Choose at least one questionnaire"),
        ({"partners": []}, "Choose at least one partner that accepts"),
        ({"ends_before": "2026-01-01", "starts_on": "2026-01-01"}, "Choose a day after the first"),
        ({"ends_before": "2029-01-01", "starts_on": "2026-01-01"}, "Choose a day within 24 months"),
        ({"starts_on": "soon"}, "Give a date"),
    ],
)
def test_a_scope_that_makes_no_sense_is_said(
    changes: dict[str, Any], sentence: str, lead: Any, nurse: Any, manchester: Any
) -> None:
    client = signed(lead)
    answers = {
        **hidden(client.get(reverse("teams:assessment_trust")).content.decode()),
        "user": str(nurse.pk),
        "competence": "Observed",
        "questionnaires": ["wellbeing"],
        "partners": [str(partner("City council").pk)],
        "starts_on": "2026-01-01",
        "ends_before": "2026-06-01",
        **changes,
    }
    response = client.post(reverse("teams:assessment_trust"), answers)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Assessor.objects.exists()


def test_a_delegation_nobody_knows_is_not_found(lead: Any, manchester: Any) -> None:
    assert signed(lead).get(reverse("teams:assessment_assessor", args=[99999])).status_code == 404


def _queries(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(where).status_code == 200
    return len(found)


def test_the_number_of_queries_grows_with_no_list(lead: Any, nurse: Any, manchester: Any) -> None:
    client, who = signed(lead), somebody()
    names = (
        reverse("teams:assessments", args=[who.person_id]),
        reverse("teams:assessment_choose", args=[who.person_id]),
        reverse("teams:assessment_start", args=[who.person_id, "wellbeing"]),
        reverse("teams:assessment_questionnaires"),
        reverse("teams:assessment_answers", args=["wellbeing"]),
        reverse("teams:assessment_assessors"),
    )
    trusted(nurse, by=lead)
    finished(nurse, who)
    before = {}
    for where in names:
        _queries(client, where)
        before[where] = _queries(client, where)
    for _ in range(6):
        trusted(nurse, by=lead, partners=("City council", "Hospital trust"))
        finished(nurse, who)
    assert {where: _queries(client, where) for where in names} == before

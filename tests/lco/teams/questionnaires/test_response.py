"""What is given out is valid FHIR, whole and nameless."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as Oracle
from hypothesis import given

from lco.teams.questionnaires.asking import counting
from lco.teams.questionnaires.items import Kind, Questionnaire
from lco.teams.questionnaires.response import Answered, response
from lco.teams.questionnaires.shelf import DEFINITIONS, read_shelf
from lco.teams.questionnaires.values import Value, from_fhir
from tests.lco.teams.questionnaires.making import group, item, made, option, when
from tests.lco.teams.questionnaires.test_asking import answered

ABOUT = Answered("12", "4711", "Community trust", datetime(2026, 8, 6, 9, 30, tzinfo=UTC))


def given_out(found: Questionnaire, answers: dict[str, tuple[Value, ...]]) -> dict[str, Any]:
    out = json.loads(json.dumps(response(found, answers, ABOUT)))
    Oracle.model_validate(out)
    return dict(out)


def read_back(items: list[dict[str, Any]]) -> dict[str, tuple[Value, ...]]:
    """Return the answers of a response, as somebody else would read them."""
    found: dict[str, tuple[Value, ...]] = {}
    for each in items:
        values = []
        for answer in each.get("answer", []):
            inner = answer.pop("item", [])
            values.append(from_fhir(answer))
            found |= read_back(inner)
        found |= {each["linkId"]: tuple(values)} if values else {}
        found |= read_back(each.get("item", []))
    return found


def test_every_kind_of_answer_is_given_out() -> None:
    kinds = [kind for kind in Kind if kind.is_question and not kind.has_options]
    asked = [item(kind.value, kind.value) for kind in kinds]
    asked.append(item("choice", "choice", answerOption=[option("yes")]))
    found = made(group("g", *asked))
    answers: dict[str, tuple[Value, ...]] = {
        "string": ("x",),
        "text": ("x\ny",),
        "boolean": (False,),
        "integer": (0,),
        "decimal": (Decimal("1.5"),),
        "date": (date(2026, 8, 6),),
        "choice": (found.index["choice"].options[0].value,),
    }
    out = given_out(found, answers)
    assert read_back(out["item"]) == answers
    assert out["questionnaire"] == "https://example.org/Questionnaire/falls|1.0"
    assert out["status"] == "completed"
    assert out["subject"] == {"type": "Patient", "identifier": {"value": "4711"}}
    assert out["authored"] == "2026-08-06T09:30:00+00:00"


def test_what_stands_under_a_question_is_given_out_under_its_answer() -> None:
    out = given_out(made(item("a", item=[item("b")])), {"a": ("x",), "b": ("y",)})
    assert out["item"][0]["answer"] == [
        {
            "valueString": "x",
            "item": [{"linkId": "b", "text": "Question b", "answer": [{"valueString": "y"}]}],
        }
    ]


def test_what_is_not_asked_is_not_given_out() -> None:
    found = made(item("a", "boolean"), item("b", enableWhen=[when("a", "=", answerBoolean=True)]))
    out = given_out(found, {"a": (False,), "b": ("secret",)})
    assert [each["linkId"] for each in out["item"]] == ["a"]


def test_without_answers_there_are_no_items() -> None:
    assert "item" not in given_out(made(group("g", item("a"))), {})


def test_a_time_without_its_zone_is_refused() -> None:
    naive = Answered("12", "4711", "Trust", datetime(2026, 8, 6, 9, 30))  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="time zone"):
        response(made(item("a")), {}, naive)


@given(answered())
def test_what_is_given_out_is_what_counts(case: tuple[Questionnaire, dict[str, tuple[Value, ...]]]) -> None:
    found, answers = case
    assert read_back(given_out(found, answers).get("item", [])) == counting(found, answers)


@pytest.mark.parametrize("name", sorted(read_shelf([DEFINITIONS]).newest))
def test_every_questionnaire_of_the_platform_is_given_out(name: str) -> None:
    found = read_shelf([DEFINITIONS]).newest[name]
    some: dict[Kind, Value] = {
        Kind.BOOLEAN: True,
        Kind.INTEGER: 5,
        Kind.DATE: date(2026, 8, 6),
        Kind.STRING: "x",
        Kind.TEXT: "x",
    }
    answers = {
        each.link_id: (each.options[-1].value if each.options else some[each.kind],)
        for each in found.questions
    }
    assert read_back(given_out(found, answers)["item"]) == counting(found, answers)

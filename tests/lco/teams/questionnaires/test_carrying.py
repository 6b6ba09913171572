"""Answers of an earlier assessment that are answers now."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from lco.teams.questionnaires.answering import problems
from lco.teams.questionnaires.asking import counting
from lco.teams.questionnaires.carrying import carried, started
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.shelf import DEFINITIONS, read_shelf
from lco.teams.questionnaires.values import Coding, Value
from tests.lco.teams.questionnaires.making import item, limit, made, option, when
from tests.lco.teams.questionnaires.test_asking import answered

OLD = made(item("a"), item("b", "integer"), item("c", "choice", answerOption=[option("yes"), option("no")]))


def test_within_a_questionnaire_the_linkid_tells() -> None:
    answers: dict[str, tuple[Value, ...]] = {"a": ("x",), "b": (5,), "c": (Coding("yes"),)}
    assert carried(OLD, answers, OLD) == answers


def test_what_a_later_version_would_not_take_is_left_out() -> None:
    new = made(
        item("a", "text"),
        item("b", "integer", extension=[limit("maxValue", valueInteger=4)]),
        item("c", "choice", answerOption=[option("no"), option("maybe")]),
        version="2.0",
    )
    answers: dict[str, tuple[Value, ...]] = {"a": ("x",), "b": (5,), "c": (Coding("yes"),)}
    assert carried(OLD, answers, new) == {}
    assert carried(OLD, {"b": (4,), "c": (Coding("no"),)}, new) == {"b": (4,), "c": (Coding("no"),)}


def coded(code: str) -> dict[str, Any]:
    return {"code": [{"system": "https://example.org/story", "code": code}]}


def test_between_questionnaires_the_code_tells() -> None:
    here = made(item("a", repeats=True, **coded("strengths")), item("b", **coded("home")), item("c"))
    there = made(
        item("x", repeats=True, **coded("strengths")),
        item("y", "text", **coded("home")),
        item("c"),
        id="other",
        url="https://example.org/Questionnaire/other",
    )
    answers: dict[str, tuple[Value, ...]] = {"a": ("cooks", "sings"), "b": ("a flat",), "c": ("z",)}
    assert carried(here, answers, there) == {"x": ("cooks", "sings")}


def test_what_did_not_count_is_not_taken_over() -> None:
    old = made(item("a", "boolean"), item("b", enableWhen=[when("a", "=", answerBoolean=True)]))
    assert carried(old, {"a": (False,), "b": ("x",)}, old) == {"a": (False,)}


def test_what_is_fixed_is_not_taken_over_but_set() -> None:
    fixed = made(
        item("a", readOnly=True, initial=[{"valueString": "x"}]), item("b", initial=[{"valueString": "y"}])
    )
    assert carried(OLD, {"a": ("z",)}, fixed) == {}
    assert started(fixed) == {"a": ("x",), "b": ("y",)}


def test_two_answers_do_not_fit_where_one_is_asked() -> None:
    many = made(item("a", repeats=True))
    assert carried(many, {"a": ("x", "y")}, made(item("a"), version="2.0")) == {}


def test_the_story_goes_from_one_assessment_of_the_platform_to_the_other() -> None:
    shelf = read_shelf([DEFINITIONS]).newest
    told: dict[str, tuple[Value, ...]] = {
        "matters.most": ("My grandchildren",),
        "can.do": ("Cooks",),
        "around.people": ("Neighbour, shopping",),
    }
    found = carried(shelf["strengths-based-assessment"], told, shelf["comprehensive-geriatric-assessment"])
    assert found == {
        "future.matters": ("My grandchildren",),
        "function.able": ("Cooks",),
        "people.around": ("Neighbour, shopping",),
    }


@given(answered())
def test_to_itself_everything_that_counts_is_taken_over_and_is_right(
    case: tuple[Questionnaire, dict[str, tuple[Value, ...]]],
) -> None:
    found, answers = case
    taken = carried(found, answers, found)
    assert taken == counting(found, answers)
    assert problems(found, taken, is_finishing=False) == ()

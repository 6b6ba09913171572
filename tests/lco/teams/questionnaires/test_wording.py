"""What a questionnaire asks, in words."""

from __future__ import annotations

from typing import Any

import pytest

from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.shelf import DEFINITIONS, read_shelf
from lco.teams.questionnaires.wording import what_is_answered, when_asked
from tests.lco.teams.questionnaires.making import item, limit, made, option, when


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (item("a"), "A few words"),
        (item("a", repeats=True), "A few words, one a line"),
        (item("a", "boolean"), "Yes or no"),
        (item("a", "integer", extension=[limit("minValue", valueInteger=0)]), "A whole number from 0 on"),
        (item("a", "decimal", extension=[limit("maxValue", valueDecimal=1.5)]), "A number up to 1.5"),
        (
            item(
                "a",
                "integer",
                extension=[limit("minValue", valueInteger=0), limit("maxValue", valueInteger=9)],
            ),
            "A whole number from 0 to 9",
        ),
        (
            item("a", "date", extension=[limit("minValue", valueDate="2026-08-06")]),
            "A date from 6 August 2026 on",
        ),
        (item("a", "choice", answerOption=[option("yes", 1), option("no")]), "One of: Yes (1); No"),
        (item("a", "open-choice", repeats=True, answerOption=[option("yes")]), "Any of: Yes; own words"),
    ],
)
def test_what_can_be_answered(asked: dict[str, Any], words: str) -> None:
    assert what_is_answered(made(asked).index["a"]) == words


def told(*conditions: dict[str, Any], behaviour: str = "all") -> str:
    choice = item("a", "choice", answerOption=[option("yes"), option("no")])
    found = made(
        choice, item("b", "integer"), item("c", enableWhen=list(conditions), enableBehavior=behaviour)
    )
    return when_asked(found, found.index["c"])


def test_when_it_is_asked() -> None:
    one = when("a", "=", answerCoding={"code": "yes"})
    other = when("b", ">", answerInteger=3)
    assert told(one, other) == "Asked when 'Question a' is 'Yes' and 'Question b' is more than '3'"
    assert told(one, other, behaviour="any").count(" or ") == 1
    assert told(when("a", "exists", answerBoolean=True)) == "Asked when 'Question a' has an answer"
    assert told(when("a", "exists", answerBoolean=False)) == "Asked when 'Question a' has no answer"
    assert told(when("a", "!=", answerCoding={"code": "no"})) == "Asked when 'Question a' is not 'No'"


def test_what_is_always_asked_says_nothing() -> None:
    found = made(item("a"))
    assert when_asked(found, found.index["a"]) == ""


@pytest.mark.parametrize("name", sorted(read_shelf([DEFINITIONS]).newest))
def test_every_question_of_the_platform_has_words(name: str) -> None:
    found: Questionnaire = read_shelf([DEFINITIONS]).newest[name]
    assert all(what_is_answered(each) for each in found.questions)


def test_two_questionnaires_are_about_the_whole_of_a_person() -> None:
    whole = {name for name, each in read_shelf([DEFINITIONS]).newest.items() if each.is_of_whole_person}
    assert whole == {"strengths-based-assessment", "comprehensive-geriatric-assessment"}


def test_free_words_are_told_from_what_is_chosen() -> None:
    written = {
        each.link_id
        for each in read_shelf([DEFINITIONS]).newest["carers-assessment"].questions
        if each.kind.is_written
    }
    assert "care.who" in written
    assert "me.health" not in written

"""Answers typed in, made into values, and what is wrong with them in sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.questionnaires.answering import LONGEST_STRING, LONGEST_TEXT, in_words, problems
from lco.teams.questionnaires.entering import OTHER, AnswerRefused, key_of, typed
from lco.teams.questionnaires.items import Item, Questionnaire
from lco.teams.questionnaires.values import Coding, Value, from_fhir, kept, read_kept, same, to_fhir
from tests.lco.teams.questionnaires.making import group, item, limit, made, option, when

OPTIONS = {"answerOption": [option("yes"), option("no")]}


def question(kind: str, **more: Any) -> Item:
    return made(item("a", kind, **more)).index["a"]


@pytest.mark.parametrize(
    ("kind", "texts", "values"),
    [
        ("string", [" x "], ("x",)),
        ("text", ["x\ny"], ("x\ny",)),
        ("string", [""], ()),
        ("string", [], ()),
        ("boolean", ["yes"], (True,)),
        ("boolean", ["no"], (False,)),
        ("integer", ["7"], (7,)),
        ("integer", ["-7"], (-7,)),
        ("integer", ["7.0"], (7,)),
        ("decimal", ["7.50"], (Decimal("7.50"),)),
        ("date", ["2026-08-06"], (date(2026, 8, 6),)),
    ],
)
def test_what_is_typed_becomes_a_value(kind: str, texts: list[str], values: tuple[Value, ...]) -> None:
    assert typed(question(kind), texts) == values


def test_a_question_that_repeats_takes_one_answer_a_line() -> None:
    assert typed(question("string", repeats=True), ["x\r\n\n y "]) == ("x", "y")
    assert typed(question("integer", repeats=True), ["1\n2"]) == (1, 2)


def test_what_is_chosen_is_named_by_its_place() -> None:
    assert typed(question("choice", **OPTIONS), ["1"]) == (Coding("no", "", "No"),)
    many = question("choice", repeats=True, **OPTIONS)
    assert typed(many, ["0", "1"]) == (Coding("yes", "", "Yes"), Coding("no", "", "No"))
    open_ = question("open-choice", **OPTIONS)
    assert typed(open_, [OTHER], other=" maybe ") == ("maybe",)
    assert [key_of(open_, value) for value in (Coding("no"), "maybe")] == ["1", OTHER]


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("boolean", "perhaps", "Choose yes or no"),
        ("integer", "seven", "Give 'Question a' as a whole number, such as 7"),
        ("integer", "7.5", "as a whole number"),
        ("integer", "1e400", "as a whole number"),
        ("integer", "2147483648", "as a whole number"),
        ("integer", "1_000", "as a whole number"),
        ("integer", "٧", "as a whole number"),
        ("decimal", "NaN", "Give 'Question a' as a number, such as 7.5"),
        ("decimal", "Infinity", "as a number"),
        ("decimal", "0.1234567890123456", "as a number"),
        ("decimal", "1e-400", "as a number"),
        ("date", "6 August", "Give 'Question a' as a date"),
        ("date", "2026-02-30", "Give 'Question a' as a date"),
        ("choice", "2", "Choose one of the answers listed for 'Question a'"),
        ("choice", "-1", "Choose one of the answers listed"),
        ("choice", "other", "Choose one of the answers listed"),
        ("choice", "99999", "Choose one of the answers listed"),
        ("choice", "²", "Choose one of the answers listed"),
        ("open-choice", "other", "Write the other answer to 'Question a'"),
    ],
)
def test_what_is_no_answer_is_refused(kind: str, text: str, sentence: str) -> None:
    more = OPTIONS if "choice" in kind else {}
    with pytest.raises(AnswerRefused, match=sentence):
        typed(question(kind, **more), [text])


def test_a_hundred_answers_are_enough() -> None:
    with pytest.raises(AnswerRefused, match="at most 100 answers"):
        typed(question("string", repeats=True), ["x\n" * 101])


def told(found: Questionnaire, *values: Value, link_id: str = "a", **more: Any) -> list[str]:
    return [problem.sentence for problem in problems(found, {link_id: values}, **more)]


@pytest.mark.parametrize(
    ("kind", "more", "values", "sentence"),
    [
        ("string", {}, ("x", "y"), "Give one answer to 'Question a', not 2"),
        ("string", {"maxLength": 3}, ("four",), "Write at most 3 characters for 'Question a'"),
        ("string", {}, ("x" * (LONGEST_STRING + 1),), "Write at most 1,000 characters"),
        ("text", {}, ("x" * (LONGEST_TEXT + 1),), "Write at most 10,000 characters"),
        ("string", {}, (5,), "is not words"),
        ("boolean", {}, (1,), "is not yes or no"),
        ("integer", {}, (True,), "is not a whole number"),
        ("decimal", {}, (1,), "is not a number"),
        ("date", {}, ("2026-08-06",), "is not a date"),
        ("choice", OPTIONS, ("yes",), "Choose one of the answers listed"),
        ("choice", OPTIONS, (True,), "is not one of the answers listed"),
        ("choice", OPTIONS, (Coding("maybe"),), "Choose one of the answers listed"),
        ("open-choice", OPTIONS, (" ",), "Choose one of the answers listed"),
        ("open-choice", OPTIONS, (Coding("maybe"),), "Choose one of the answers listed"),
        (
            "integer",
            {"extension": [limit("minValue", valueInteger=1)]},
            (0,),
            "'Question a' has to be at least 1",
        ),
        (
            "integer",
            {"extension": [limit("maxValue", valueInteger=9)]},
            (10,),
            "'Question a' has to be at most 9",
        ),
        ("decimal", {"extension": [limit("maxValue", valueDecimal=1.5)]}, (Decimal("1.6"),), "at most 1.5"),
        (
            "date",
            {"extension": [limit("minValue", valueDate="2026-08-06")]},
            (date(2026, 8, 5),),
            "on or after 6 August 2026",
        ),
        (
            "date",
            {"extension": [limit("maxValue", valueDate="2026-08-06")]},
            (date(2026, 8, 7),),
            "on or before 6 August 2026",
        ),
        (
            "string",
            {"readOnly": True, "initial": [{"valueString": "x"}]},
            ("y",),
            "is fixed and cannot be changed",
        ),
    ],
)
def test_what_is_wrong_is_said(
    kind: str, more: dict[str, Any], values: tuple[Value, ...], sentence: str
) -> None:
    (said,) = told(made(item("a", kind, **more)), *values)
    assert sentence in said


@pytest.mark.parametrize(
    ("kind", "more", "values"),
    [
        ("string", {"maxLength": 4}, ("four",)),
        ("string", {"readOnly": True, "initial": [{"valueString": "x"}]}, ("x",)),
        (
            "integer",
            {"extension": [limit("minValue", valueInteger=1), limit("maxValue", valueInteger=9)]},
            (9,),
        ),
        ("open-choice", OPTIONS, ("maybe",)),
        ("choice", {**OPTIONS, "repeats": True}, (Coding("yes"), Coding("no"))),
    ],
)
def test_what_is_right_is_taken(kind: str, more: dict[str, Any], values: tuple[Value, ...]) -> None:
    assert told(made(item("a", kind, **more)), *values) == []


def test_what_is_required_is_asked_for_at_the_end_alone() -> None:
    found = made(item("a", required=True), item("b", "choice", required=True, **OPTIONS))
    assert told(found) == ["Answer 'Question a'", "Choose an answer to 'Question b'"]
    assert told(found, is_finishing=False) == []
    assert told(found, within={"b"}) == ["Choose an answer to 'Question b'"]


def test_a_group_that_is_required_takes_one_answer_somewhere() -> None:
    found = made(group("g", item("a"), item("b"), required=True))
    assert told(found) == ["Answer at least one question of 'Group g'"]
    assert told(found, "x") == []


def test_a_group_that_is_required_is_not_answered_by_what_is_not_asked() -> None:
    closed = item("a", enableWhen=[when("b", "exists", answerBoolean=True)])
    found = made(group("g", closed, item("b"), required=True))
    assert told(found, "x") == ["Answer at least one question of 'Group g'"]


def test_answers_to_no_question_are_named() -> None:
    found = made(group("g", item("a")))
    assert told(found, "x", link_id="z") == ["There is no question 'z' in Falls."]
    assert told(found, "x", link_id="g") == ["'Group g' is no question and takes no answer"]


def test_an_answer_is_shown_in_words() -> None:
    choice = question("open-choice", **OPTIONS)
    assert [
        in_words(choice, each) for each in (Coding("yes"), "maybe", Coding("x", "", "X"), Coding("z"))
    ] == [
        "Yes",
        "maybe",
        "X",
        "z",
    ]
    assert in_words(question("boolean"), False) == "No"
    assert in_words(question("boolean"), True) == "Yes"
    assert in_words(question("date"), date(2026, 8, 6)) == "6 August 2026"
    assert in_words(question("decimal"), Decimal("7.50")) == "7.50"
    assert in_words(question("integer"), 7) == "7"


VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**31) + 1, 2**31 - 1),
    st.decimals(-(10**9), 10**9, places=4),
    st.dates(),
    st.text(min_size=1, max_size=40).filter(lambda text: "\0" not in text),
    st.builds(Coding, st.text(min_size=1, max_size=9), st.text(max_size=9), st.text(max_size=9)),
)


@given(VALUES)
def test_a_value_comes_back_as_it_was_kept(value: Value) -> None:
    back = from_fhir(to_fhir(value))
    assert back == value
    assert type(back) is type(value)
    assert same(back, value)


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.lists(VALUES, max_size=3).map(tuple), max_size=5))
def test_answers_come_back_as_they_were_kept(answers: dict[str, tuple[Value, ...]]) -> None:
    assert read_kept(kept(answers)) == {key: values for key, values in answers.items() if values}


@given(VALUES, VALUES)
def test_being_the_same_answer_goes_both_ways(one: Value, other: Value) -> None:
    assert same(one, other) is same(other, one)
    assert same(one, one)


def test_yes_is_not_the_number_one() -> None:
    assert not same(True, 1)
    assert not same(0, False)


@pytest.mark.parametrize("wrong", [{}, {"valueInteger": 1, "valueString": "x"}, {"valueTime": "10:00"}])
def test_what_was_not_kept_so_is_no_answer(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"one value|no kind of answer"):
        from_fhir(wrong)


@given(st.sampled_from(["string", "integer", "decimal", "date", "text"]), st.text(max_size=40))
def test_whatever_is_typed_is_an_answer_or_a_refusal(kind: str, text: str) -> None:
    asked = question(kind)
    try:
        values = typed(asked, [text])
    except AnswerRefused as refused:
        assert str(refused).endswith(("7", "7.5", "day"))
    else:
        assert problems(made(item("a", kind)), {"a": values}) == ()

"""Which questions are asked: conditions, chains of them, and the laws that hold of all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.questionnaires.answering import problems
from lco.teams.questionnaires.asking import asked, counting
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.values import Answers, Coding, Value
from tests.lco.teams.questionnaires.making import group, item, made, option, when

YES = Coding("yes", "", "Yes")


def opened(kind: str, condition: dict[str, Any], *values: Value, **more: Any) -> bool:
    """Say whether a question with this condition on 'a' is asked once 'a' has these answers."""
    found = made(item("a", kind, **more), item("b", enableWhen=[condition]))
    return "b" in asked(found, {"a": values})


@pytest.mark.parametrize(
    ("operator", "answer", "values", "is_asked"),
    [
        ("exists", {"answerBoolean": True}, (5,), True),
        ("exists", {"answerBoolean": True}, (), False),
        ("exists", {"answerBoolean": False}, (), True),
        ("exists", {"answerBoolean": False}, (5,), False),
        ("=", {"answerInteger": 5}, (5,), True),
        ("=", {"answerInteger": 5}, (6,), False),
        ("=", {"answerInteger": 5}, (), False),
        ("!=", {"answerInteger": 5}, (6,), True),
        ("!=", {"answerInteger": 5}, (5,), False),
        ("!=", {"answerInteger": 5}, (), True),
        (">", {"answerInteger": 5}, (6,), True),
        (">", {"answerInteger": 5}, (5,), False),
        (">", {"answerInteger": 5}, (), False),
        ("<", {"answerInteger": 5}, (4,), True),
        ("<", {"answerInteger": 5}, (5,), False),
        (">=", {"answerInteger": 5}, (5,), True),
        (">=", {"answerInteger": 5}, (4,), False),
        ("<=", {"answerInteger": 5}, (5,), True),
        ("<=", {"answerInteger": 5}, (6,), False),
    ],
)
def test_each_sign_means_what_fhir_says(
    operator: str, answer: dict[str, Any], values: tuple[Value, ...], is_asked: bool
) -> None:
    assert opened("integer", when("a", operator, **answer), *values) is is_asked


def test_of_many_answers_one_is_enough_and_for_unequal_none_may_be() -> None:
    several = {"repeats": True}
    assert opened("integer", when("a", "=", answerInteger=5), 4, 5, **several)
    assert not opened("integer", when("a", "!=", answerInteger=5), 4, 5, **several)
    assert opened("integer", when("a", ">", answerInteger=5), 4, 6, **several)


def test_every_kind_of_answer_is_compared_with_its_own() -> None:
    assert opened("boolean", when("a", "=", answerBoolean=False), False)
    assert not opened("boolean", when("a", "=", answerBoolean=True), False)
    assert opened("decimal", when("a", ">", answerDecimal=1.5), Decimal("1.6"))
    assert opened("date", when("a", "<", answerDate="2026-08-06"), date(2026, 8, 5))
    assert opened("string", when("a", "=", answerString="x"), "x")
    options = {"answerOption": [option("yes"), option("no")]}
    assert opened("choice", when("a", "=", answerCoding={"code": "yes"}), YES, **options)
    assert opened("choice", when("a", "!=", answerCoding={"code": "yes"}), Coding("no"), **options)
    assert opened("open-choice", when("a", "=", answerString="maybe"), "maybe", **options)


def test_codes_of_two_systems_are_two_answers() -> None:
    ours = {"answerOption": [{"valueCoding": {"system": "https://a", "code": "yes"}}]}
    theirs = when("a", "=", answerCoding={"system": "https://b", "code": "yes"})
    assert not opened("choice", theirs, Coding("yes", "https://a"), **ours)


def test_all_or_any_of_the_conditions() -> None:
    conditions = [when("a", "=", answerBoolean=True), when("b", "=", answerBoolean=True)]
    for behaviour, is_asked in (("all", False), ("any", True)):
        found = made(
            item("a", "boolean"),
            item("b", "boolean"),
            item("c", enableWhen=conditions, enableBehavior=behaviour),
        )
        assert ("c" in asked(found, {"a": (True,), "b": (False,)})) is is_asked


def chain() -> Questionnaire:
    """Return three questions of which each opens the next, the last asked first."""
    return made(
        item("c", enableWhen=[when("b", "exists", answerBoolean=True)]),
        item("b", enableWhen=[when("a", "exists", answerBoolean=True)]),
        item("a"),
    )


def test_an_answer_that_is_not_asked_for_opens_nothing() -> None:
    assert asked(chain(), {"a": ("x",), "b": ("y",)}) == {"a", "b", "c"}
    assert asked(chain(), {"b": ("y",), "c": ("z",)}) == {"a"}
    assert counting(chain(), {"b": ("y",), "c": ("z",)}) == {}


def test_what_a_closed_group_holds_is_not_asked() -> None:
    found = made(
        item("a", "boolean"),
        group("g", item("b"), group("h", item("c")), enableWhen=[when("a", "=", answerBoolean=True)]),
    )
    assert asked(found, {"a": (True,)}) == {"a", "g", "b", "h", "c"}
    assert asked(found, {"a": (False,), "b": ("x",)}) == {"a"}


def test_what_stands_under_a_question_waits_for_its_answer() -> None:
    found = made(item("a", item=[item("b")]))
    assert asked(found, {}) == {"a"}
    assert asked(found, {"a": ("x",)}) == {"a", "b"}


def test_a_chain_of_five_hundred_is_settled() -> None:
    first = item("q0", "boolean")
    others = [
        item(f"q{n}", "boolean", enableWhen=[when(f"q{n - 1}", "=", answerBoolean=True)])
        for n in range(1, 500)
    ]
    found = made(*reversed([first, *others]))
    answers: Answers = dict.fromkeys(found.index, (True,))
    assert len(asked(found, answers)) == 500
    assert len(asked(found, {**answers, "q249": (False,)})) == 250


@st.composite
def trees(draw: st.DrawFn) -> Questionnaire:
    """Make questionnaires whose questions depend on earlier ones, in groups and under each other."""
    items: list[dict[str, Any]] = []
    for place in range(draw(st.integers(2, 9))):
        made_item = item(
            f"q{place}", draw(st.sampled_from(["boolean", "integer"])), required=draw(st.booleans())
        )
        earlier = draw(st.lists(st.sampled_from(items), max_size=3)) if items else []
        conditions = [_condition(draw, each) for each in earlier]
        if conditions:
            made_item |= {"enableWhen": conditions, "enableBehavior": draw(st.sampled_from(["all", "any"]))}
        items.append(made_item)
    cut = draw(st.integers(1, len(items)))
    last = items[cut:]
    return made(*items[:cut], *([group("g", *last)] if last else []))


def _condition(draw: st.DrawFn, question: dict[str, Any]) -> dict[str, Any]:
    if draw(st.booleans()):
        return when(question["linkId"], "exists", answerBoolean=draw(st.booleans()))
    if question["type"] == "boolean":
        return when(question["linkId"], draw(st.sampled_from(["=", "!="])), answerBoolean=draw(st.booleans()))
    sign = draw(st.sampled_from(["=", "!=", "<", ">", "<=", ">="]))
    return when(question["linkId"], sign, answerInteger=draw(st.integers(0, 3)))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Questionnaire, dict[str, tuple[Value, ...]]]:
    """Make a questionnaire with some answers to it."""
    found = draw(trees())
    answers: dict[str, tuple[Value, ...]] = {}
    for each in found.questions:
        if draw(st.booleans()):
            value = draw(st.booleans()) if each.kind == "boolean" else draw(st.integers(0, 3))
            answers[each.link_id] = (value,)
    return found, answers


@given(answered())
def test_answers_that_do_not_count_change_nothing(
    case: tuple[Questionnaire, dict[str, tuple[Value, ...]]],
) -> None:
    found, answers = case
    counted = counting(found, answers)
    assert asked(found, counted) == asked(found, answers)
    assert counting(found, counted) == counted
    assert set(counted) <= asked(found, answers)


@given(answered())
def test_what_is_asked_stands_in_what_is_asked(
    case: tuple[Questionnaire, dict[str, tuple[Value, ...]]],
) -> None:
    found, answers = case
    now = asked(found, answers)
    assert all(found.parents[link_id] in now for link_id in now if link_id in found.parents)
    always = {each.link_id for each in found.items if not each.conditions}
    assert always <= now


@given(answered())
def test_only_what_is_asked_and_required_can_be_missing(
    case: tuple[Questionnaire, dict[str, tuple[Value, ...]]],
) -> None:
    found, answers = case
    now = asked(found, answers)
    missing = {problem.link_id for problem in problems(found, answers)}
    wanted = {
        each.link_id
        for each in found.questions
        if each.link_id in now and each.is_required and not answers.get(each.link_id)
    }
    assert missing == wanted
    assert problems(found, answers, is_finishing=False) == ()

"""Scores that a questionnaire declares by its weights and bands, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lco.teams.questionnaires.scoring import scores
from lco.teams.questionnaires.shelf import DEFINITIONS, read_shelf
from lco.teams.questionnaires.values import Coding, Value
from tests.lco.teams.questionnaires.making import group, item, made, option, when


def weighed(link_id: str, **more: Any) -> dict[str, Any]:
    return item(link_id, "choice", answerOption=[option("never", 0), option("often", 2)], **more)


def test_weights_are_summed_group_by_group() -> None:
    found = made(group("g", weighed("a"), weighed("b"), item("c")), group("h", item("d")))
    (score,) = scores(found, {"a": (Coding("often"),), "b": (Coding("never"),), "c": ("x",)})
    assert (score.title, score.value, score.most) == ("Group g", Decimal(2), Decimal(4))
    assert score.in_words == "2 of 4"


def test_a_sum_is_not_known_while_an_answer_is_missing() -> None:
    found = made(group("g", weighed("a"), weighed("b")))
    (score,) = scores(found, {"a": (Coding("often"),)})
    assert score.value is None
    assert score.in_words == "Not known: a question of it has no answer"


def test_what_is_not_asked_is_not_summed() -> None:
    closed = weighed("b", enableWhen=[when("a", "=", answerCoding={"code": "often"})])
    found = made(group("g", weighed("a"), closed))
    (score,) = scores(found, {"a": (Coding("never"),), "b": (Coding("often"),)})
    assert (score.value, score.most) == (Decimal(0), Decimal(2))
    assert (
        scores(
            made(
                item("z", "boolean"),
                group("g", weighed("a"), enableWhen=[when("z", "exists", answerBoolean=True)]),
            ),
            {},
        )
        == ()
    )


def test_loose_questions_are_summed_under_the_title() -> None:
    (score,) = scores(made(weighed("a")), {"a": (Coding("often"),)})
    assert (score.title, score.value) == ("Falls", Decimal(2))


def test_of_many_answers_every_weight_counts() -> None:
    several = item("a", "choice", repeats=True, answerOption=[option("x", 1), option("y", 2), option("z")])
    (score,) = scores(made(several), {"a": (Coding("x"), Coding("y"), Coding("z"))})
    assert (score.value, score.most) == (Decimal(3), Decimal(3))


def test_an_own_answer_weighs_nothing() -> None:
    asked = item("a", "open-choice", answerOption=[option("x", 1)])
    (score,) = scores(made(asked), {"a": ("something else",)})
    assert score.value == Decimal(0)


def test_without_weights_nothing_is_scored() -> None:
    assert scores(made(item("a", "choice", answerOption=[option("x")])), {"a": (Coding("x"),)}) == ()


@pytest.mark.parametrize(
    ("answer", "good", "anxious"),
    [
        (0, "low", "very low"),
        (1, "low", "very low"),
        (2, "low", "low"),
        (4, "low", "medium"),
        (5, "medium", "medium"),
        (6, "medium", "high"),
        (7, "high", "high"),
        (8, "high", "high"),
        (9, "very high", "high"),
        (10, "very high", "high"),
    ],
)
def test_the_bands_of_wellbeing(answer: int, good: str, anxious: str) -> None:
    wellbeing = read_shelf([DEFINITIONS]).newest["wellbeing"]
    answers: dict[str, tuple[Value, ...]] = {each.link_id: (answer,) for each in wellbeing.questions}
    found = scores(wellbeing, answers)
    assert [score.band for score in found] == [good, good, good, anxious]
    assert found[0].in_words == f"{answer} of 10: {good}"


def test_every_answer_of_wellbeing_has_one_band() -> None:
    wellbeing = read_shelf([DEFINITIONS]).newest["wellbeing"]
    for each in wellbeing.questions:
        for answer in range(11):
            assert sum(band.least <= answer <= band.most for band in each.bands) == 1


def test_no_answer_has_no_band() -> None:
    assert scores(read_shelf([DEFINITIONS]).newest["wellbeing"], {}) == ()

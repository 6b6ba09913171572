"""Eligibility for care and support: every leg by itself, and what follows from all."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.eligibility import ADULT, CARER, adult, carer, decided, rules
from lco.teams.questionnaires.answering import problems
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.shelf import DEFINITIONS, read_shelf
from lco.teams.questionnaires.values import Coding, Value

Answers = dict[str, tuple[Value, ...]]
OUTCOMES = [each.id for each in rules("adult").outcomes]


def outcomes(who: str, unable: int, code: str = "needs-help") -> Answers:
    """Return answers in which the first so many outcomes cannot be achieved."""
    return {
        f"outcome.{each.id}": (Coding(code if place < unable else "able"),)
        for place, each in enumerate(rules(who).outcomes)
    }


def adult_with(
    unable: int, *, arises: bool = True, wellbeing: bool = True, code: str = "needs-help"
) -> Answers:
    return {"arises": (arises,), "wellbeing": (wellbeing,), **outcomes("adult", unable, code)}


def test_there_are_ten_outcomes_for_an_adult_and_eight_for_a_carer() -> None:
    assert (len(rules("adult").outcomes), rules("adult").least_outcomes) == (10, 2)
    assert (len(rules("carer").outcomes), rules("carer").least_outcomes) == (8, 1)
    assert "SI 2015/313" in rules("adult").source


def test_one_outcome_is_not_enough() -> None:
    decision = adult(adult_with(1))
    assert decision.is_eligible is False
    assert decision.in_words == (
        "Does not meet the threshold, since this is not met: unable to achieve at least 2 of 10 outcomes."
    )


def test_two_outcomes_without_impact_are_not_enough() -> None:
    assert adult(adult_with(2, wellbeing=False)).is_eligible is False


def test_two_outcomes_with_impact_and_impairment_are_eligible() -> None:
    decision = adult(adult_with(2))
    assert decision.is_eligible is True
    assert decision.in_words == "Meets the threshold: all 3 legs are met."


def test_without_an_impairment_ten_outcomes_are_not_enough() -> None:
    assert adult(adult_with(10, arises=False)).is_eligible is False


@pytest.mark.parametrize("code", sorted(rules("adult").unable))
def test_unable_has_many_forms(code: str) -> None:
    assert adult(adult_with(2, code=code)).is_eligible is True


def test_able_and_does_not_apply_are_not_unable() -> None:
    for code in ("able", "not-asked"):
        assert adult(adult_with(10, code=code)).is_eligible is False


@pytest.mark.parametrize(
    ("arises", "impact", "unable"), list(product((True, False), (True, False), range(11)))
)
def test_the_whole_table_of_an_adult(arises: bool, impact: bool, unable: int) -> None:
    decision = adult(adult_with(unable, arises=arises, wellbeing=impact))
    assert decision.is_eligible is (arises and impact and unable >= 2)
    assert [leg.is_met for leg in decision.legs] == [arises, unable >= 2, impact]


def test_every_leg_carries_its_reason() -> None:
    first = OUTCOMES[0]
    answers: Answers = {
        **adult_with(2),
        "arises.why": ("Stroke in May",),
        "wellbeing.why": ("No longer leaves the flat",),
        f"outcome.{first}.why": ("Cannot lift a pan",),
    }
    legs = adult(answers).legs
    assert legs[0].why == "Stroke in May"
    assert legs[1].why.startswith(
        "Unable to achieve 2 of 10 outcomes, 2 needed: eating and drinking well (Cannot lift a pan)"
    )
    assert legs[2].why == "No longer leaves the flat"


def test_what_is_not_answered_is_not_decided() -> None:
    decision = adult({})
    assert decision.is_eligible is None
    assert decision.in_words.startswith("Not decided yet: the needs come from an impairment or illness;")
    open_ = adult_with(1)
    del open_[f"outcome.{OUTCOMES[-1]}"]
    assert adult(open_).is_eligible is None, "the one that is open could make it two"
    assert adult({**open_, "arises": (False,)}).is_eligible is False, "one leg that fails decides"


def test_enough_outcomes_decide_before_all_are_answered() -> None:
    answers = adult_with(2)
    del answers[f"outcome.{OUTCOMES[-1]}"]
    assert adult(answers).is_eligible is True


def carer_with(
    unable: int, *, necessary: bool = True, health: bool = False, wellbeing: bool = True
) -> Answers:
    return {
        "necessary": (necessary,),
        "health": (health,),
        "wellbeing": (wellbeing,),
        **outcomes("carer", unable),
    }


@pytest.mark.parametrize(
    ("necessary", "health", "impact", "unable"),
    list(product((True, False), (True, False), (True, False), (0, 1, 8))),
)
def test_the_whole_table_of_a_carer(necessary: bool, health: bool, impact: bool, unable: int) -> None:
    decision = carer(carer_with(unable, necessary=necessary, health=health, wellbeing=impact))
    assert decision.is_eligible is (necessary and impact and (health or unable >= 1))


def test_a_carer_whose_health_is_not_answered() -> None:
    answers = carer_with(0)
    del answers["health"]
    assert carer(answers).is_eligible is None
    assert carer({**answers, **outcomes("carer", 1)}).is_eligible is True


@given(st.integers(0, 10), st.booleans(), st.booleans())
def test_one_more_outcome_never_takes_eligibility_away(unable: int, arises: bool, impact: bool) -> None:
    now = adult(adult_with(unable, arises=arises, wellbeing=impact)).is_eligible
    more = adult(adult_with(min(unable + 1, 10), arises=arises, wellbeing=impact)).is_eligible
    assert not (now and not more)


@pytest.mark.parametrize(("name", "who"), [(ADULT, "adult"), (CARER, "carer")])
def test_the_questionnaire_asks_what_the_table_decides(name: str, who: str) -> None:
    found = questionnaire(name)
    asked = {
        link_id for link_id in found.index if link_id.startswith("outcome.") and not link_id.endswith(".why")
    }
    assert asked == {f"outcome.{each.id}" for each in rules(who).outcomes}
    for each in rules(who).outcomes:
        item = found.index[f"outcome.{each.id}"]
        codes = {option.value.code for option in item.options if isinstance(option.value, Coding)}
        assert set(rules(who).unable) <= codes
        assert item.text == each.title
        assert found.index[f"outcome.{each.id}.why"].is_required


def test_a_reason_is_asked_for_each_leg() -> None:
    missing = {problem.link_id for problem in problems(questionnaire(ADULT), adult_with(1))}
    assert missing == {"arises.why", "wellbeing.why", f"outcome.{OUTCOMES[0]}.why"}


def test_other_questionnaires_decide_nothing() -> None:
    assert decided("wellbeing", {}) is None
    assert decided(ADULT, adult_with(2)) == adult(adult_with(2))


def questionnaire(name: str) -> Questionnaire:
    return read_shelf([DEFINITIONS]).newest[name]

"""A verdict can say no more than its effect shows, wherever it is made or read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.population.evaluation.verdict import Effect, Finding, Verdict, VerdictRefused, judge
from lco.statistics.intervals import Estimate


def _effect(value: float, lower: float, upper: float) -> Effect:
    return Effect("matched people", Estimate(value, lower, upper), Estimate(-10.0, -20.0, 0.0))


FEWER, UNSURE, MORE = _effect(0.82, 0.74, 0.91), _effect(0.9, 0.78, 1.04), _effect(1.3, 1.1, 1.5)


def test_a_before_after_change_alone_cannot_be_judged() -> None:
    for finding in set(Finding) - {Finding.NOT_COMPARED}:
        with pytest.raises(VerdictRefused, match="before-after change alone"):
            Verdict(finding, "54% fewer admissions than before.")
    assert not Verdict(Finding.NOT_COMPARED, "Admissions fell by 54%; that is no effect.").is_saving


@pytest.mark.parametrize("word", ["a saving", "Savings of 54%", "we saved", "it SAVES", "to save"])
def test_a_before_after_change_cannot_be_called_a_saving(word: str) -> None:
    with pytest.raises(VerdictRefused, match="cannot be called a saving"):
        Verdict(Finding.NOT_COMPARED, f"After the care {word} was seen.")


def test_a_saving_needs_an_interval_that_leaves_out_no_effect() -> None:
    with pytest.raises(VerdictRefused, match="leaves out no effect"):
        Verdict(Finding.NONE_SHOWN, "A saving of 10%.", UNSURE)
    with pytest.raises(VerdictRefused, match="lies below"):
        Verdict(Finding.FEWER, "Fewer admissions.", UNSURE)
    with pytest.raises(VerdictRefused, match="lies below"):
        Verdict(Finding.FEWER, "A saving.", MORE)
    with pytest.raises(VerdictRefused, match="lies above"):
        Verdict(Finding.MORE, "More admissions.", UNSURE)
    assert Verdict(Finding.FEWER, "A saving of 18% against matched people.", FEWER).is_saving


def test_an_effect_needs_a_comparison_and_an_interval_around_it() -> None:
    with pytest.raises(VerdictRefused, match="no comparison"):
        Effect(" ", Estimate(0.8, 0.7, 0.9), Estimate(-1, -2, 0))
    with pytest.raises(VerdictRefused, match="must hold"):
        _effect(0.8, 0.85, 0.9)
    with pytest.raises(VerdictRefused, match="must hold"):
        _effect(float("nan"), 0.5, 0.9)


def test_the_sentences() -> None:
    assert judge(FEWER, outcome="emergency admissions").sentence == (
        "Fewer emergency admissions than matched people: 18% (9.0 to 26)."
    )
    assert judge(MORE, outcome="attendances").sentence == (
        "More attendances than matched people: 30% (10 to 50)."
    )
    assert judge(UNSURE, outcome="attendances").sentence == (
        "No effect shown: against matched people, anything between 22% fewer and 4.0% more attendances fits "
        "what happened."
    )
    broken = judge(FEWER, outcome="attendances", failed=("ages differ", "too few matched"))
    assert (broken.finding, broken.is_saving) == (Finding.NOT_TRUSTED, False)
    assert broken.sentence == "The comparison cannot be trusted: ages differ; too few matched."


@given(st.tuples(*[st.floats(0.01, 10)] * 3).map(sorted), st.booleans())
def test_fewer_is_said_exactly_when_the_interval_lies_below_one(bounds: list[float], fails: bool) -> None:
    lower, value, upper = bounds
    verdict = judge(_effect(value, lower, upper), outcome="admissions", failed=("x",) if fails else ())
    assert verdict.is_saving == (upper < 1 and not fails)
    assert json.dumps(verdict.sentence)

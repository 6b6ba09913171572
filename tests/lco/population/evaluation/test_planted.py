"""On made-up places: no effect is not called a saving, and the interval holds the effect that was planted."""

from __future__ import annotations

import os
from functools import cache

import numpy as np
import pytest

from lco.place.pack import load_place
from lco.population.evaluation.candidates import EvaluationRefused
from lco.population.evaluation.planted import Garden, Planting, garden
from lco.population.evaluation.trial import Trial, tried

SOAK = bool(os.environ.get("LCO_SOAK"))
SEEDS = 100 if SOAK else 10
PEOPLE = Planting.people if SOAK else 30_000


@cache
def _garden(effect: float) -> Garden:
    return garden(load_place("manchester"), Planting(effect, PEOPLE))


@cache
def _trial(effect: float) -> Trial:
    return tried(_garden(effect), range(1, SEEDS + 1))


def _allowed(share: float) -> int:
    """Return the seeds that may go wrong: the share promised of 100, and 3 of the few of a quick look."""
    return round(share * SEEDS) if SOAK else 3


def test_no_effect_is_hardly_ever_called_a_saving() -> None:
    assert _trial(0.0).called <= _allowed(0.07)


def test_the_interval_holds_what_was_planted() -> None:
    trial = _trial(-20.0)
    assert trial.covered >= SEEDS - _allowed(0.10)
    assert trial.mean_percent == pytest.approx(-20, abs=4 if SOAK else 12)


def test_before_and_after_alone_would_have_claimed_it_every_time() -> None:
    for effect in (0.0, -20.0):
        trial = _trial(effect)
        assert trial.naive_called == SEEDS
        assert trial.naive_percents[0] < -40
    assert _trial(0.0).foreseen_percent < -40, "people with so many admissions have fewer a year later anyway"


def test_each_seed_has_people_and_events_of_its_own_and_the_same_ones_again() -> None:
    one, again, other = (_garden(0.0).grown(seed) for seed in (1, 1, 2))
    assert (one.covariates == again.covariates).all() and (one.after == again.after).all()
    assert one.covariates.shape != other.covariates.shape or (one.covariates != other.covariates).any()


def test_the_effect_strikes_out_admissions_of_those_treated_alone() -> None:
    plain, planted = _garden(0.0).grown(3), _garden(-20.0).grown(3)
    assert (plain.is_treated == planted.is_treated).all()
    assert (plain.after >= planted.after).all()
    assert (plain.after == planted.after)[~plain.is_treated].all()
    left = planted.after[plain.is_treated].sum() / plain.after[plain.is_treated].sum()
    assert left == pytest.approx(0.8, abs=0.1)


def test_those_chosen_stand_high_and_not_all_who_stand_high_are_chosen() -> None:
    people = _garden(0.0).grown(4)
    chosen, others = people.before[people.is_treated], people.before[~people.is_treated]
    assert chosen.mean() > 10 * others.mean()
    high = people.before >= np.quantile(chosen, 0.5)
    assert 0.2 < people.is_treated[high].mean() < 0.8


@pytest.mark.parametrize("effect", [5.0, -100.0])
def test_only_fewer_admissions_can_be_planted(effect: float) -> None:
    with pytest.raises(EvaluationRefused, match="cannot be planted"):
        Planting(effect)


def test_a_place_too_small_to_plant_in_is_refused() -> None:
    with pytest.raises(EvaluationRefused, match="too few to plant"):
        Planting(people=500)

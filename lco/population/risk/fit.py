"""Fitting: a penalised logistic regression over declared terms, calibrated on people held out.

Three quarters of the people are fitted on; the last quarter, drawn by a seed, chooses the strength of the
penalty and then, where events are enough, corrects intercept and slope of the model. Both choices are
recorded for the card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np

from lco.population.risk.arrays import People
from lco.population.risk.model import AdditiveModel, ModelRefused, Weighed
from lco.population.risk.terms import Term, design
from lco.statistics.calibration import calibration_slope

Array = np.ndarray

MOST_PEOPLE = 200_000  # a penalised regression of some eighty terms gains nothing from more, and takes longer
FEWEST_EVENTS = 100  # below this neither penalty nor calibration can be chosen
FEWEST_WITH = 20  # a flag that fewer people have, or lack, is not weighed
HELD_OUT = 0.25
EVENTS_TO_CORRECT = 1_000  # held out; with fewer the slope is known to a tenth at best
# Inverse strengths of the penalty on standardised terms, strongest first.
STRENGTHS = (0.01, 0.1, 1.0)


@dataclass(frozen=True)
class Fitting:
    """How a model was fitted, for its card.

    Attributes:
        people, events: those given to fit on.
        fitted, held_out: how many of them were fitted on, and how many held out to calibrate.
        strength: the inverse strength of the penalty that was chosen.
        deviance: mean deviance of the held-out people by strength.
        intercept, slope: the correction of the log odds found on the held-out people; 0 and 1 is none.
        terms: how many terms are weighed.
        left_out: terms not weighed, since too few people differ in them.
        seed: of the draw.
        library: what fitted it.
    """

    people: int
    events: int
    fitted: int
    held_out: int
    strength: float
    deviance: dict[str, float]
    intercept: float
    slope: float
    terms: int
    left_out: tuple[str, ...]
    seed: int
    library: str


def fit(
    people: People,
    terms: Sequence[Term],
    *,
    model_id: str,
    outcome: str,
    seed: int = 0,
    most_people: int = MOST_PEOPLE,
) -> tuple[AdditiveModel, Fitting]:
    """Fit the additive model of an outcome.

    Args:
        people: features and what happened; more than `most_people` are sampled at random, which leaves
            every share as it is.
        terms: what may be weighed.
        model_id: id the model gets.
        outcome: id of the outcome.
        seed: of the sample and of who is held out.
        most_people: most people to fit on and calibrate with.

    Raises:
        ModelRefused: when there are too few events or scikit-learn is not installed.
    """
    _refuse_few(people)
    version, library = _library()
    fitted, held = _dealt(people, seed, most_people)
    kept, left_out = _varying(terms, fitted)
    models = _at_every_strength(library, kept, fitted, AdditiveModel(model_id, outcome, 0.0, ()))
    deviance = {strength: _deviance(each, held) for strength, each in models.items()}
    strength = min(deviance, key=lambda each: deviance[each])
    model, intercept, slope = _calibrated(models[strength], held)
    return model, Fitting(
        **_counted(people, fitted, held),
        strength=strength,
        deviance={str(each): round(found, 6) for each, found in deviance.items()},
        intercept=intercept,
        slope=slope,
        terms=len(kept),
        left_out=left_out,
        seed=seed,
        library=version,
    )


def _counted(people: People, fitted: People, held: People) -> dict[str, int]:
    events = int(people.happened.sum())
    return {"people": len(people), "events": events, "fitted": len(fitted), "held_out": len(held)}


def _dealt(people: People, seed: int, most_people: int) -> tuple[People, People]:
    """Return those to fit on and those held out; all entries of a person are on one side."""
    whose, which = np.unique(people.person, return_inverse=True)
    place = np.random.default_rng(seed).permutation(len(whose))[which]
    drawn = min(len(whose), most_people)
    cut = int(drawn * (1 - HELD_OUT))
    return people.only(place < cut), people.only((place >= cut) & (place < drawn))


def _refuse_few(people: People) -> None:
    events = int(people.happened.sum())
    if min(events, len(people) - events) < FEWEST_EVENTS:
        raise ModelRefused(
            f"Of {len(people):,} people {events:,} had the event: a model needs at least {FEWEST_EVENTS} "
            "with it and as many without. Choose a day with more records behind it, or more people."
        )


def _library() -> tuple[str, Any]:
    try:
        sklearn, linear_model = import_module("sklearn"), import_module("sklearn.linear_model")
    except ImportError as error:
        raise ModelRefused(
            "Models are fitted with scikit-learn, which is not installed: "
            "run 'make setup EXTRAS=analytics' and try again."
        ) from error
    return f"scikit-learn {sklearn.__version__}", linear_model


def _varying(terms: Sequence[Term], people: People) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Return the terms in which enough people differ, and the names of the others."""
    kept: list[Term] = []
    left_out: list[Term] = []
    for term in terms:
        values = design([term], people.columns)[:, 0]
        usual = values.min() if (values == values.min()).sum() * 2 >= len(values) else values.max()
        differ = int((values != usual).sum())
        (kept if differ >= FEWEST_WITH else left_out).append(term)
    return tuple(kept), tuple(dict.fromkeys(each.name for each in left_out))


def _at_every_strength(
    library: Any, terms: Sequence[Term], people: People, empty: AdditiveModel
) -> dict[float, AdditiveModel]:
    """Return the model at each of `STRENGTHS`, in the units of the features.

    Terms are standardised for the penalty to be fair between them; the coefficients are then turned back.
    """
    values = design(terms, people.columns)
    means, spreads = values.mean(axis=0), values.std(axis=0)
    values -= means
    values /= spreads
    found = {}
    for strength in STRENGTHS:
        regression = library.LogisticRegression(C=strength, solver="newton-cholesky", max_iter=100)
        regression.fit(values, people.happened)
        coefficients = regression.coef_[0] / spreads
        weighed = tuple(
            Weighed(term, float(coefficient), float(mean))
            for term, coefficient, mean in zip(terms, coefficients, means, strict=True)
        )
        intercept = float(regression.intercept_[0] - (coefficients * means).sum())
        found[strength] = replace(empty, intercept=intercept, terms=weighed)
    return found


def _deviance(model: AdditiveModel, people: People) -> float:
    odds = model.log_odds_of(people.columns)
    return float(2 * (np.logaddexp(0, odds) - odds * people.happened).mean())


def _calibrated(model: AdditiveModel, held: People) -> tuple[AdditiveModel, float, float]:
    """Correct intercept and slope of the log odds on held-out people, where there are events enough.

    With few events the correction would be mostly chance, and the penalty keeps the slope near 1 anyway.
    """
    found = calibration_slope(model.probability_of(held.columns), held.happened)
    if found is None or found.slope.value <= 0 or held.happened.sum() < EVENTS_TO_CORRECT:
        return model, 0.0, 1.0
    intercept, slope = found.intercept.value, found.slope.value
    terms = tuple(replace(each, coefficient=slope * each.coefficient) for each in model.terms)
    return replace(model, intercept=intercept + slope * model.intercept, terms=terms), intercept, slope

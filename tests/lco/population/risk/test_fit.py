"""Fitting finds the truth it was given, holds people apart, and refuses what may not predict."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lco.population.features.declared import FEATURES, Use
from lco.population.risk import boosting
from lco.population.risk import fit as fitting_module
from lco.population.risk.arrays import People, every_predictor, plain_columns
from lco.population.risk.boosting import PARAMETERS, ROUNDS, fit_boosting
from lco.population.risk.fit import fit
from lco.population.risk.model import ModelRefused
from lco.population.risk.outcome import outcomes
from lco.population.risk.predictors import PREDICTORS, predictors, refuse_forbidden
from lco.population.risk.terms import Term, Transform, design
from lco.statistics.calibration import calibration_slope, observed_over_expected
from lco.statistics.prediction import c_statistic
from tests.lco.population.risk.made import TRUTH, people, true_risk

DEMENTIA = next(term for term in PREDICTORS["emergency_admission"] if term.name == "dementia")
TERMS = (Term("age", "age"), Term("attendances", "attendances", Transform.LOG1P), DEMENTIA)


def test_the_truth_is_found() -> None:
    model, fitting = fit(people(60_000), TERMS, model_id="m", outcome="emergency_admission")
    found = {each.term.name: each.coefficient for each in model.terms}
    assert found == pytest.approx(TRUTH, rel=0.1)
    assert model.intercept == pytest.approx(-5.0, abs=0.2)
    assert fitting.fitted == 45_000
    assert fitting.held_out == 15_000


def test_it_is_the_regression_scikit_learn_gives_on_the_bare_columns() -> None:
    from sklearn.linear_model import LogisticRegression

    given = people(40_000)
    model, fitting = fit(given, TERMS, model_id="m", outcome="emergency_admission", seed=3)
    place = np.random.default_rng(3).permutation(len(given))
    fitted = given.only(place < 30_000)
    bare = LogisticRegression(C=1e9, max_iter=1000).fit(design(TERMS, fitted.columns), fitted.happened)
    ours = np.array([each.coefficient for each in model.terms]) / fitting.slope
    assert ours == pytest.approx(bare.coef_[0], rel=0.03)


def test_all_declared_terms_together_foretell_later_people_as_well_as_the_truth_does() -> None:
    terms = predictors("emergency_admission")
    model, fitting = fit(people(20_000), terms, model_id="m", outcome="emergency_admission")
    later = people(20_000, seed=2)
    risks = model.probability_of(later.columns)
    found, best = c_statistic(risks, later.happened), c_statistic(true_risk(later), later.happened)
    ratio, slope = observed_over_expected(risks, later.happened), calibration_slope(risks, later.happened)
    assert found is not None and best is not None and ratio is not None and slope is not None
    assert found.value > best.value - 0.01
    assert ratio.value == pytest.approx(1, abs=0.08)
    assert slope.slope.value == pytest.approx(1, abs=0.1)
    assert {"asthma", "copd"} <= set(fitting.left_out), "nobody has them, so they are not weighed"
    assert fitting.terms == len(model.terms)


def test_the_same_seed_gives_the_same_model() -> None:
    given = people(3_000)
    one, other = (fit(given, TERMS, model_id="m", outcome="o", seed=5)[0] for _ in range(2))
    assert one == other
    assert fit(given, TERMS, model_id="m", outcome="o", seed=6)[0] != one


def test_many_people_are_sampled() -> None:
    _, fitting = fit(people(9_000), TERMS, model_id="m", outcome="o", most_people=4_000)
    assert (fitting.people, fitting.fitted, fitting.held_out) == (9_000, 3_000, 1_000)


def test_all_entries_of_a_person_are_fitted_on_or_held_out() -> None:
    given = people(4_000)
    twice = replace(given, person=given.person // 4)
    fitted, held = fitting_module._dealt(twice, 0, 10**6)
    assert not set(fitted.person) & set(held.person)
    assert len(fitted) + len(held) == 4_000


def test_a_model_that_is_off_on_people_held_out_is_corrected() -> None:
    given = people(40_000)
    model, _ = fit(given, TERMS, model_id="m", outcome="o")
    too_steep = replace(
        model,
        intercept=2 * model.intercept + 1,
        terms=tuple(replace(each, coefficient=2 * each.coefficient) for each in model.terms),
    )
    corrected, _, slope = fitting_module._calibrated(too_steep, given)
    assert slope == pytest.approx(0.5, rel=0.1)
    assert corrected.intercept == pytest.approx(model.intercept, abs=0.25)
    few = given.only(np.arange(3_000))
    assert few.happened.sum() < fitting_module.EVENTS_TO_CORRECT
    untouched, intercept, slope = fitting_module._calibrated(corrected, few)
    assert (untouched, intercept, slope) == (corrected, 0.0, 1.0), "few events correct nothing"


def test_too_few_events_are_refused() -> None:
    few = people(500)
    with pytest.raises(ModelRefused, match="at least 100 with it and as many without"):
        fit(few, TERMS, model_id="m", outcome="o")


@pytest.mark.parametrize("name", [n for n, f in FEATURES.items() if f.use is not Use.PREDICTION])
def test_what_is_not_declared_for_prediction_is_refused(name: str) -> None:
    with pytest.raises(ModelRefused, match=f"'{name}' may not be a predictor"):
        refuse_forbidden([Term(name, name)])


def test_what_is_declared_nowhere_is_refused() -> None:
    with pytest.raises(ModelRefused, match="'postcode' is not a declared feature"):
        refuse_forbidden([Term("postcode", "postcode")])


def test_every_outcome_has_predictors_and_none_is_ethnicity_or_deprivation() -> None:
    assert set(PREDICTORS) == set(outcomes())
    for outcome in outcomes():
        assert not {"ethnicity", "deprivation"} & {term.feature for term in predictors(outcome)}
    assert not {"ethnicity", "deprivation", "cost_pence"} & set(every_predictor())
    with pytest.raises(ModelRefused, match="No predictors are declared for 'unhappiness'"):
        predictors("unhappiness")


def _boosting_values(given: People) -> Any:
    return plain_columns(given.columns, every_predictor())[0]


def test_boosting_is_the_bare_library_call() -> None:
    import lightgbm

    given = people(3_000)
    values = _boosting_values(given)
    ours = fit_boosting(values, given.happened, seed=4)
    bare = lightgbm.train(
        {**PARAMETERS, "seed": 4},
        lightgbm.Dataset(values, label=given.happened.astype(np.float32)),
        num_boost_round=ROUNDS,
    )
    assert np.array_equal(ours.probability(values), bare.predict(values))
    assert ours.library.startswith("LightGBM")


def _without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    real = importlib.import_module

    def fake(name: str, package: str | None = None) -> Any:
        if name.split(".", maxsplit=1)[0] in missing:
            if name == "lightgbm":
                raise OSError("libgomp.so.1: cannot open shared object file")
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(boosting, "import_module", fake)
    monkeypatch.setattr(fitting_module, "import_module", fake)


def test_without_libgomp_another_library_boosts_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "lightgbm")
    given = people(2_000)
    trees = fit_boosting(_boosting_values(given), given.happened)
    assert "LightGBM does not run on this machine" in trees.library
    found = c_statistic(trees.probability(_boosting_values(given)), given.happened)
    assert found is not None and found.value > 0.7


def test_without_scikit_learn_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "lightgbm", "sklearn")
    given = people(3_000)
    for attempt in (
        lambda: fit(given, TERMS, model_id="m", outcome="o"),
        lambda: fit_boosting(_boosting_values(given), given.happened),
    ):
        with pytest.raises(ModelRefused, match="make setup EXTRAS=analytics"):
            attempt()


def test_conditions_are_columns_of_their_own_for_boosting() -> None:
    values, names = plain_columns(
        {"age": np.array([1.0, np.nan]), "illnesses": np.array([2, 0])}, ["age", "illnesses"]
    )
    assert names[:3] == ("age", "hypertension", "diabetes")
    assert values[:, :3].tolist()[0] == [1.0, 0.0, 1.0]
    assert np.isnan(values[1, 0])

"""Matching keeps its laws: nobody twice, beyond the caliper or across keys; balance, propensity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.population.evaluation.balance import balance_diagnostics, balance_table
from lco.population.evaluation.candidates import Candidates, EvaluationRefused
from lco.population.evaluation.matching import nearest
from lco.population.evaluation.propensity import logit_of_propensity, standardised, with_logarithms

PEOPLE = st.lists(
    st.tuples(st.integers(-50, 50), st.booleans(), st.integers(0, 2)), min_size=4, max_size=120
).filter(lambda rows: any(row[1] for row in rows) and not all(row[1] for row in rows))


@given(PEOPLE, st.sampled_from([0.05, 0.2, 1.0, 5.0]), st.integers(1, 3))
def test_laws_of_matching(rows: list[tuple[int, bool, int]], caliper: float, controls: int) -> None:
    distance = np.array([row[0] / 10 for row in rows])
    treated, keys = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    found = nearest(distance, treated, keys, caliper=caliper, controls=controls)
    assert len(set(found.control.tolist())) == len(found.control), "somebody was used twice"
    assert treated[found.treated].all() and not treated[found.control].any()
    assert (np.abs(distance[found.treated] - distance[found.control]) <= found.caliper + 1e-12).all()
    assert (keys[found.treated] == keys[found.control]).all()
    assert not found.treated.size or np.bincount(found.treated).max() <= controls
    matched, alone = set(found.treated.tolist()), set(found.unmatched.tolist())
    assert matched | alone == set(np.flatnonzero(treated).tolist()) and not matched & alone
    # Whoever was left without a match has nobody free within the caliper.
    free = np.setdiff1d(np.flatnonzero(~treated), found.control)
    for row in alone:
        near = free[keys[free] == keys[row]]
        assert (np.abs(distance[near] - distance[row]) > found.caliper).all()


def test_the_nearest_is_taken_and_those_with_fewest_alike_choose_first() -> None:
    distance = np.array([2.0, 1.0, 1.9, 0.8, -5.0])
    treated = np.array([True, True, False, False, False])
    found = nearest(distance, treated, np.zeros(5, dtype=np.int64), caliper=3.0)
    assert list(zip(found.treated.tolist(), found.control.tolist(), strict=True)) == [(0, 2), (1, 3)]


def test_a_caliper_must_be_above_zero() -> None:
    with pytest.raises(EvaluationRefused, match="caliper must be above 0"):
        nearest(np.zeros(4), np.array([1, 0, 0, 0], bool), np.zeros(4, dtype=np.int64), caliper=0)


def _people(rng: np.random.Generator, count: int = 4_000) -> Candidates:
    ages, counts = rng.normal(60, 15, count), rng.poisson(1.5, count).astype(float)
    chance = 1 / (1 + np.exp(-(-3 + 0.03 * (ages - 60) + 0.5 * counts)))
    nothing = np.zeros(count)
    return Candidates(
        is_treated=rng.random(count) < chance,
        covariates=np.column_stack([ages, counts]),
        names=("age", "admissions"),
        labels=("age", "admissions"),
        after=nothing,
        after_years=np.ones(count),
        before=counts,
        earlier=nothing,
        keys=np.zeros(count, dtype=np.int64),
    )


def test_matching_makes_alike_what_was_unlike() -> None:
    people = _people(np.random.default_rng(1))
    logit = logit_of_propensity(people.covariates, people.is_treated)
    found = nearest(logit, people.is_treated, people.keys)
    table = balance_table(people, np.unique(found.treated), found.control, np.ones(len(found.control)))
    assert all(abs(row.difference_before) > 0.3 for row in table)
    assert all(abs(row.difference_after) < 0.1 for row in table)
    checks = balance_diagnostics(table, treated=int(people.is_treated.sum()), matched=len(found.control))
    assert all(check.is_met for check in checks), checks


def test_standardised_differences_by_hand() -> None:
    """Treated 1,2,3 (variance 2/3) and others 2,4,6 (variance 8/3): difference -2 over sqrt(5/3)."""
    values = np.concatenate([[1.0, 2, 3] * 10, [2.0, 4, 6] * 10])[:, None]
    nothing = np.zeros(60)
    people = Candidates(
        np.arange(60) < 30, values, ("x",), ("x",), nothing, nothing + 1, nothing, nothing, np.zeros(60, int)
    )
    row = balance_table(people, np.arange(30), np.arange(30, 60), np.ones(30))[0]
    assert row.difference_before == row.difference_after == pytest.approx(-2 / np.sqrt(5 / 3))
    assert row.variance_ratio == pytest.approx(0.25)
    checks = {check.id: check for check in balance_diagnostics((row,), treated=30, matched=10)}
    assert not any(check.is_met for check in checks.values())
    assert checks["imbalance"].is_needed and checks["matched"].is_needed


def test_the_propensity_is_that_of_an_unpenalised_regression() -> None:
    from statsmodels.api import Logit, add_constant

    people = _people(np.random.default_rng(2), 20_000)
    logit = logit_of_propensity(people.covariates, people.is_treated)
    near = np.isfinite(logit)
    design = add_constant(standardised(with_logarithms(people.covariates[near])))
    expected = design @ Logit(people.is_treated[near], design).fit(disp=0).params
    assert np.abs(logit[near] - expected).max() < 0.02
    assert np.isneginf(logit[~near]).all() and people.is_treated[~near].sum() == 0


def test_too_few_people_are_refused() -> None:
    few = np.arange(100) < 29
    nothing = np.zeros(100)
    with pytest.raises(EvaluationRefused, match="29 people treated are too few"):
        Candidates(
            few, nothing[:, None], ("x",), ("x",), nothing, nothing, nothing, nothing, nothing.astype(int)
        )
    most = np.arange(100) < 60
    with pytest.raises(EvaluationRefused, match="at least as many"):
        Candidates(
            most, nothing[:, None], ("x",), ("x",), nothing, nothing, nothing, nothing, nothing.astype(int)
        )
    half, holes = np.arange(100) < 40, nothing[:, None] * np.nan
    with pytest.raises(EvaluationRefused, match="missing"):
        Candidates(half, holes, ("x",), ("x",), nothing, nothing, nothing, nothing, nothing.astype(int))

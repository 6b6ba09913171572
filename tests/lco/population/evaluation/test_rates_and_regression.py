"""Ratios by sets, Poisson regression and regression to the mean, against oracles and worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from lco.population.evaluation.candidates import EvaluationRefused, YearPair
from lco.population.evaluation.rates import compared
from lco.population.evaluation.regression_to_mean import foreseen_by_counts, foreseen_of_normal
from lco.population.evaluation.report import BeforeAfter
from lco.statistics.intervals import StatisticRefused
from lco.statistics.poisson_regression import clustered_variance, jackknife_variance, poisson_fit


def test_the_ratio_is_that_of_a_poisson_regression_clustered_by_set() -> None:
    import statsmodels.api as sm

    rng = np.random.default_rng(1)
    need = rng.gamma(1, 1, 400)
    years = (rng.uniform(0.3, 1, 400), rng.uniform(0.3, 1, 400))
    events = tuple(rng.poisson(need * 2 * each).astype(float) for each in years)
    ratio, _ = compared(events, years, outcome="admissions")
    treated = np.repeat([1.0, 0.0], 400)
    oracle = sm.GLM(
        np.concatenate(events),
        sm.add_constant(treated),
        sm.families.Poisson(),
        offset=np.log(np.concatenate(years)),
    ).fit(cov_type="cluster", cov_kwds={"groups": np.tile(np.arange(400), 2), "use_correction": False})
    assert np.log(ratio.value) == pytest.approx(oracle.params[1], abs=1e-8)
    width = np.log(ratio.upper / ratio.lower) / (2 * 1.959964)
    assert width == pytest.approx(oracle.bse[1] * np.sqrt(400 / 399), rel=1e-6)


def test_the_difference_of_pairs_followed_for_a_year_is_that_of_a_paired_t_test() -> None:
    rng = np.random.default_rng(2)
    own, other, year = rng.poisson(2, 100) * 1.0, rng.poisson(3, 100) * 1.0, np.ones(100)
    _, difference = compared((own, other), (year, year), outcome="admissions")
    error = (own - other).std(ddof=1) / 10
    assert difference.value == pytest.approx((own - other).mean() * 1000)
    assert difference.upper - difference.value == pytest.approx(1.959964 * error * 1000, rel=1e-6)


def test_too_few_events_are_refused_by_name() -> None:
    year, events = np.ones(50), np.zeros(50)
    with pytest.raises(EvaluationRefused, match="Only 0 of those treated had any falls"):
        compared((events, events + 1), (year, year), outcome="falls")


def _clustered() -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(3)
    clusters = np.repeat(np.arange(10), 8)
    design = np.column_stack([np.ones(80), rng.normal(size=80), rng.random(80) < 0.5]).astype(float)
    exposure = rng.uniform(50, 100, 80)
    level = rng.gamma(20, 0.05, 10)[clusters]
    events = rng.poisson(exposure * level * np.exp(0.2 * design[:, 1])).astype(float)
    return design, events, exposure, clusters


def test_poisson_regression_against_statsmodels() -> None:
    import statsmodels.api as sm

    design, events, exposure, clusters = _clustered()
    fit = poisson_fit(design, events, exposure)
    oracle = sm.GLM(events, design, sm.families.Poisson(), exposure=exposure)
    by_cluster = oracle.fit(cov_type="cluster", cov_kwds={"groups": clusters})
    assert fit.coefficients == pytest.approx(by_cluster.params, abs=1e-8)
    assert clustered_variance(fit, design, events, exposure, clusters) == pytest.approx(
        by_cluster.cov_params(), rel=1e-6
    )
    assert fit.inverse_information == pytest.approx(oracle.fit().cov_params(), rel=1e-6)


def test_the_jackknife_leaves_out_one_cluster_at_a_time() -> None:
    design, events, exposure, clusters = _clustered()
    fit = poisson_fit(design, events, exposure)
    without = [
        poisson_fit(
            design[clusters != each], events[clusters != each], exposure[clusters != each]
        ).coefficients[1]
        for each in range(10)
    ]
    expected = 0.9 * sum((each - fit.coefficients[1]) ** 2 for each in without)
    found = jackknife_variance(fit, design, events, exposure, clusters, column=1)
    assert found == pytest.approx(expected, rel=1e-9)


def test_columns_that_cannot_be_told_apart_are_refused() -> None:
    design = np.ones((20, 2))
    with pytest.raises(StatisticRefused, match=r"apart|settle"):
        poisson_fit(design, np.arange(20.0), np.ones(20))


def test_the_worked_example_of_regression_to_the_mean() -> None:
    """Mean 100, spread 30, correlation one half, the top 5%: 161.9 falls to 130.9 with nothing done."""
    found = foreseen_of_normal(mean=100, spread=30, correlation=0.5, share=0.05)
    assert (round(found.chosen, 1), round(found.next, 1), round(found.percent, 1)) == (161.9, 130.9, -19.1)


def test_the_formula_is_what_happens_to_drawn_people() -> None:
    rng = np.random.default_rng(4)
    for share, correlation in ((0.05, 0.5), (0.3, 0.8), (0.7, 0.2)):
        now = rng.standard_normal(400_000)
        later = correlation * now + np.sqrt(1 - correlation**2) * rng.standard_normal(400_000)
        chosen = now >= np.quantile(now, 1 - share)
        found = foreseen_of_normal(mean=0, spread=1, correlation=correlation, share=share)
        assert found.chosen == pytest.approx(now[chosen].mean(), abs=0.01)
        assert found.next == pytest.approx(later[chosen].mean(), abs=0.01)


def test_what_cannot_be_foreseen_is_refused() -> None:
    for wrong in ({"share": 0.0}, {"share": 1.0}, {"correlation": 1.5}, {"spread": 0.0}):
        given = {"mean": 100.0, "spread": 30.0, "correlation": 0.5, "share": 0.05} | wrong
        with pytest.raises(EvaluationRefused, match="share between 0 and 1"):
            foreseen_of_normal(**given)


def test_foreseen_from_two_years_before_anybody_was_chosen() -> None:
    """Of people with one admission, a year later 3 in 4 person-years; with 5 and more, 8 in 2."""
    pair = YearPair(
        np.array([1.0, 1, 1, 1, 5, 9, 0]),
        np.array([1.0, 0, 2, 0, 4, 4, 0]),
        np.array([1.0, 1, 1, 1, 1, 1, 1]),
    )
    assert foreseen_by_counts(pair, np.array([1.0, 6, 0])).tolist() == [0.75, 4.0, 0.0]


def test_the_worked_example_of_a_naive_and_a_net_change() -> None:
    """Treated 2.4 to 1.1, comparison 2.4 to 1.2: -54% naive, -8.3% net."""
    change = BeforeAfter(before=2.4, after=1.1, comparison_before=2.4, comparison_after=1.2)
    assert change.naive_percent == pytest.approx(-54.17, abs=0.01)
    assert change.net_percent == pytest.approx(-8.33, abs=0.01)
    nothing = BeforeAfter(before=0, after=1, comparison_before=0, comparison_after=0)
    assert nothing.naive_percent is None and nothing.net_percent is None

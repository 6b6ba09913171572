"""Discrimination, calibration, usefulness and stability, against published numbers and other libraries."""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.statistics.calibration import (
    calibration_curve,
    calibration_in_the_large,
    calibration_slope,
    log_odds,
    logistic,
    observed_over_expected,
)
from lco.statistics.intervals import StatisticRefused, wilson
from lco.statistics.net_benefit import benefit_interval, decision_curve, net_benefit
from lco.statistics.prediction import (
    brier,
    c_statistic,
    flag_rate,
    flagged,
    midranks,
    positive_predictive_value,
    scaled_brier,
    sensitivity,
)
from lco.statistics.stability import counts_between, cut_points, stability_index

RISKS = np.array([0.05, 0.10, 0.15, 0.20, 0.30, 0.40, 0.50, 0.60, 0.70, 0.80])
EVENTS = np.array([0, 0, 0, 1, 0, 0, 1, 0, 1, 1])


def people(count: int, seed: int = 1, slope: float = 1.0) -> tuple[Any, Any]:
    """Return risks and events of made-up people; a slope below 1 makes the risks too extreme."""
    chance = np.random.default_rng(seed)
    odds = chance.normal(-2.0, 1.0, count)
    events = chance.random(count) < 1 / (1 + np.exp(-slope * odds))
    return 1 / (1 + np.exp(-odds)), events


def value(found: Any) -> float:
    assert found is not None
    return float(found.value)


def test_the_worked_set() -> None:
    slope = calibration_slope(RISKS, EVENTS)
    assert value(c_statistic(RISKS, EVENTS)) == pytest.approx(0.8333, abs=5e-5)
    assert value(observed_over_expected(RISKS, EVENTS)) == pytest.approx(1.0526, abs=5e-5)
    assert value(brier(RISKS, EVENTS)) == pytest.approx(0.1665, abs=5e-5)
    assert value(calibration_in_the_large(RISKS, EVENTS)) == pytest.approx(0.1145, abs=5e-5)
    assert slope is not None
    assert slope.slope.value == pytest.approx(1.152, abs=5e-4)
    assert slope.intercept.value == pytest.approx(0.169, abs=5e-4)


def test_the_worked_net_benefit() -> None:
    assert net_benefit(30, 70, 1000, 0.2) == pytest.approx(0.0125)
    assert net_benefit(100, 900, 1000, 0.2) == pytest.approx(-0.125)


def test_discrimination_and_brier_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import brier_score_loss, roc_auc_score

    risks, events = people(5_000)
    rounded = np.round(risks, 2)  # with many ties
    assert value(c_statistic(rounded, events)) == pytest.approx(roc_auc_score(events, rounded), abs=1e-12)
    assert value(brier(risks, events)) == pytest.approx(brier_score_loss(events, risks), abs=1e-12)
    share = events.mean()
    assert value(scaled_brier(risks, events)) == pytest.approx(
        1 - brier_score_loss(events, risks) / (share * (1 - share))
    )


def test_calibration_is_that_of_statsmodels() -> None:
    import statsmodels.api as sm

    risks, events = people(4_000, slope=0.8)
    odds = np.log(risks / (1 - risks))
    both = sm.Logit(events.astype(float), sm.add_constant(odds)).fit(disp=False)
    large = sm.GLM(events.astype(float), np.ones(len(odds)), family=sm.families.Binomial(), offset=odds).fit()
    slope, found = calibration_slope(risks, events), calibration_in_the_large(risks, events)
    assert slope is not None
    assert found is not None
    assert (slope.slope.value, slope.slope.lower, slope.slope.upper) == pytest.approx(
        (both.params[1], *both.conf_int()[1]), rel=1e-6
    )
    assert slope.intercept.value == pytest.approx(both.params[0], rel=1e-6)
    assert (found.value, found.lower, found.upper) == pytest.approx(
        (large.params[0], *large.conf_int()[0]), rel=1e-6
    )


def test_the_variance_of_the_c_statistic_is_delongs_over_all_pairs() -> None:
    """The definition itself, pair by pair: slow, and without ranks."""
    risks, events = people(400)
    risks = np.round(risks, 2)
    cases, others = risks[events], risks[~events]
    wins = (cases[:, None] > others[None, :]) + 0.5 * (cases[:, None] == others[None, :])
    variance = wins.mean(axis=1).var(ddof=1) / len(cases) + wins.mean(axis=0).var(ddof=1) / len(others)
    found = c_statistic(risks, events)
    assert found is not None
    assert found.value == pytest.approx(wins.mean())
    odds = np.log(found.value / (1 - found.value))
    width = np.log(found.upper / (1 - found.upper)) - odds
    expected = 1.959964 * np.sqrt(variance) / (found.value * (1 - found.value))
    assert width == pytest.approx(expected, rel=1e-5)


def test_the_interval_of_the_c_statistic_covers_as_often_as_it_says() -> None:
    truth = value(c_statistic(*people(200_000, seed=99)))
    found = [c_statistic(*people(400, seed=seed)) for seed in range(300)]
    covered = sum(each is not None and each.lower <= truth <= each.upper for each in found)
    assert 0.91 <= covered / 300 <= 0.99


def test_intervals_of_the_brier_scores_are_those_of_resampling() -> None:
    risks, events = people(3_000)
    chance = np.random.default_rng(7)
    drawn = [chance.integers(0, len(risks), len(risks)) for _ in range(400)]
    for measure in (brier, scaled_brier):
        values = [value(measure(risks[each], events[each])) for each in drawn]
        found = measure(risks, events)
        assert found is not None
        assert (found.upper - found.lower) / 2 / 1.96 == pytest.approx(np.std(values), rel=0.15)


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=2, max_size=60))
def test_to_turn_the_risks_round_turns_the_c_statistic_round(rows: list[tuple[int, bool]]) -> None:
    risks, events = (np.array(each) for each in zip(*rows, strict=True))
    found = c_statistic(risks, events)
    if events.all() or not events.any():
        assert found is None
        return
    assert found is not None
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    assert value(c_statistic(-risks, events)) == pytest.approx(1 - found.value)
    assert value(c_statistic(np.exp(risks / 3), events)) == pytest.approx(found.value)


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=50))
def test_midranks_sum_to_all_ranks_and_are_equal_for_equals(values: list[int]) -> None:
    ranks = midranks(np.array(values))
    assert ranks.sum() == pytest.approx(len(values) * (len(values) + 1) / 2)
    assert len({(v, r) for v, r in zip(values, ranks, strict=True)}) == len(set(values))


@pytest.mark.parametrize(
    ("count", "percent", "places"), [(999, 0.5, 5), (1000, 0.5, 5), (1000, 1, 10), (1, 0.5, 1), (999, 5, 50)]
)
def test_the_flagged_are_cut_up_to_whole_people(count: int, percent: float, places: int) -> None:
    flags = flagged(np.arange(count), percent)
    assert flags.sum() == places
    assert set(np.flatnonzero(flags)) == set(range(count - places, count))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=80), st.sampled_from([0.5, 1, 5, 20]))
def test_ties_for_the_last_places_are_shared(risks: list[int], percent: float) -> None:
    flags = flagged(np.array(risks), percent)
    assert flags.sum() == pytest.approx(np.ceil(round(len(risks) * percent / 100, 9)))
    for risk in set(risks):
        assert len(set(flags[np.array(risks) == risk])) == 1


def test_the_shares_of_the_flagged() -> None:
    flags = flagged(RISKS, 30)
    found, missed = positive_predictive_value(flags, EVENTS), sensitivity(flags, EVENTS)
    assert (found, missed) == (wilson(2, 3), wilson(2, 4))
    assert flag_rate(flags) == wilson(3, 10)
    assert positive_predictive_value(np.zeros(10), EVENTS) is None
    assert sensitivity(flags, np.zeros(10, dtype=bool)) is None
    assert flag_rate(np.zeros(0)) is None


def test_the_curve_holds_everybody_once_in_order_of_risk() -> None:
    risks, events = people(10_007)
    curve = calibration_curve(risks, events)
    assert [each.people for each in curve] == [1000, 1001, 1001, 1000, 1001, 1001, 1000, 1001, 1001, 1001]
    assert sum(each.people * each.observed.value for each in curve) == pytest.approx(events.sum())
    assert sum(each.people * each.predicted for each in curve) == pytest.approx(risks.sum())
    assert [each.predicted for each in curve] == sorted(each.predicted for each in curve)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_the_curve_never_parts_equal_risks(risks: list[int]) -> None:
    curve = calibration_curve(np.array(risks) / 10, np.zeros(len(risks), dtype=bool))
    assert sum(each.people for each in curve) == len(risks)
    assert len(curve) <= len(set(risks))


def test_the_interval_of_a_net_benefit_is_that_of_a_mean() -> None:
    each = np.r_[np.ones(30), -0.25 * np.ones(70), np.zeros(900)]  # 0.2 / (1 - 0.2) is a quarter
    margin = 1.959964 * each.std() / math.sqrt(1000)
    lower, upper = benefit_interval(30, 70, 1000, 0.2)
    assert (lower, upper) == pytest.approx((each.mean() - margin, each.mean() + margin))
    assert lower < net_benefit(30, 70, 1000, 0.2) < upper


def test_the_interval_of_a_net_benefit_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    risks = np.tile([0.02, 0.1, 0.3, 0.6], 250)
    acted = risks >= 0.2
    truth = float((acted * (risks - 0.25 * (1 - risks))).mean())
    held = 0
    for _ in range(400):
        events = rng.random(1000) < risks
        (point,) = decision_curve(risks, events, [0.2])
        held += point.lower <= truth <= point.upper
    assert held >= 370


def test_the_decision_curve_counts_those_at_or_above_each_threshold() -> None:
    risks, events = people(2_000)
    for point in decision_curve(risks, events, [0.05, 0.2, 0.5, 0.99]):
        acted = risks >= point.threshold
        odds = point.threshold / (1 - point.threshold)
        assert point.model == pytest.approx(
            (acted & events).sum() / 2000 - (acted & ~events).sum() / 2000 * odds
        )
        assert point.treat_all == pytest.approx(events.mean() - (1 - events.mean()) * odds)


def test_no_statistic_where_none_can_be() -> None:
    nobody, one = np.zeros(0), np.array([0.5, 0.5])
    assert brier(nobody, nobody) is None
    assert scaled_brier(one, np.array([True, True])) is None
    assert observed_over_expected(nobody, nobody) is None
    assert calibration_in_the_large(one, np.array([True, True])) is None
    assert calibration_slope(one, np.array([True, False])) is None
    assert calibration_slope(np.array([0.1, 0.2, 0.8, 0.9]), np.array([0, 0, 1, 1])) is None
    assert logistic(np.ones((2, 2)), np.array([True, False])) is None


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (lambda: c_statistic(RISKS, EVENTS[:3]), "10 risks and 3 events do not match"),
        (lambda: brier(np.array([np.nan]), np.array([1])), "not a number"),
        (lambda: log_odds(np.array([1.2])), "outside 0 to 1"),
        (lambda: net_benefit(1, 1, 10, 1.0), "threshold of 1.0 cannot be"),
        (lambda: net_benefit(1, 1, 0, 0.5), "nobody"),
        (lambda: stability_index([1, 2], [1]), "2 and 1 groups"),
        (lambda: stability_index([1, 2], [0, 0]), "people on both days"),
    ],
)
def test_what_is_refused(refused: Any, sentence: str) -> None:
    with pytest.raises(StatisticRefused, match=sentence):
        refused()


def test_a_risk_of_nought_or_one_does_not_break_calibration() -> None:
    found = calibration_in_the_large(np.array([0.0, 1.0, 0.5, 0.5]), np.array([0, 1, 1, 0]))
    assert found is not None
    assert np.isfinite(found.value)


def test_stability_is_nought_for_the_same_shares_and_counts_the_published_way() -> None:
    assert stability_index([100, 200], [100_000, 200_000]) == pytest.approx(0, abs=1e-4)
    then, now = np.array([500_000, 500_000]), np.array([400_000, 600_000])
    expected = (0.4 - 0.5) * np.log(0.4 / 0.5) + (0.6 - 0.5) * np.log(0.6 / 0.5)
    assert stability_index(then, now) == pytest.approx(expected, rel=1e-4)
    assert np.isfinite(stability_index([10, 0], [0, 10]))


def test_cut_points_make_groups_of_about_equal_number() -> None:
    values = np.random.default_rng(3).normal(size=10_000)
    cuts = cut_points(values)
    assert counts_between(values, cuts) == (1000,) * 10
    assert cut_points(np.ones(50)) == (1.0,)
    assert counts_between(np.array([0.0, 1.0, 2.0]), (1.0,)) == (1, 2)


def test_half_a_million_people_take_no_time() -> None:
    risks, events = people(500_000)
    began = time.process_time()
    c_statistic(risks, events)
    calibration_slope(risks, events)
    calibration_curve(risks, events)
    flagged(risks, 5)
    assert time.process_time() - began < 5

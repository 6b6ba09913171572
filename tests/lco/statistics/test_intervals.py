"""Intervals against the test data of PHEindicatormethods 2.1.0 and against other ways to compute them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from lco.statistics.intervals import (
    StatisticRefused,
    byar,
    count_interval,
    exact_poisson,
    normal_quantile,
    rate,
    wilson,
)


@pytest.mark.parametrize(
    ("count", "confidence", "lower", "upper"),
    [
        (65, 0.95, 50.16318771, 82.84913855),
        (1045, 0.95, 982.5932018, 1110.331213),
        (1, 0.95, 0.013072133, 5.563755582),
        (65, 0.998, 42.88026147, 94.00029084),
        (10, 0.998, 2.916318375, 24.19372493),
    ],
)
def test_byar_meets_the_published_values(count: int, confidence: float, lower: float, upper: float) -> None:
    assert byar(count, confidence=confidence) == pytest.approx((lower, upper), rel=1e-8)


@pytest.mark.parametrize(
    ("count", "lower", "upper"), [(1, 0.02531781, 5.571643391), (5, 1.62348639, 11.66833208)]
)
def test_the_exact_interval_meets_the_published_values(count: int, lower: float, upper: float) -> None:
    found = rate(count, 100, per=100)
    assert found is not None
    assert (found.value, found.lower, found.upper) == pytest.approx((count, lower, upper), rel=2e-7)


@pytest.mark.parametrize(
    ("events", "total", "lower", "upper"),
    [
        (65, 100, 0.552544433, 0.736357518),
        (1045, 5000, 0.197955499, 0.220491304),
        (1, 100, 0.001767432, 0.054486196),
    ],
)
def test_wilson_meets_the_published_values(events: int, total: int, lower: float, upper: float) -> None:
    found = wilson(events, total)
    assert found is not None
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-10)


def test_the_quantiles_are_those_of_the_guide() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959963985)
    assert normal_quantile(0.998) == pytest.approx(3.090232306)


@given(count=st.integers(0, 300), confidence=st.sampled_from([0.9, 0.95, 0.998]))
def test_exact_limits_are_those_at_which_the_count_is_just_not_surprising(
    count: int, confidence: float
) -> None:
    lower, upper = exact_poisson(count, confidence=confidence)
    tail = (1 - confidence) / 2
    assert poisson.cdf(count, upper) == pytest.approx(tail, rel=1e-6)
    if count:
        assert poisson.sf(count - 1, lower) == pytest.approx(tail, rel=1e-6)
    else:
        assert lower == 0


@given(count=st.integers(10, 5000))
def test_byar_is_close_to_the_exact_interval_from_ten_events(count: int) -> None:
    assert byar(count) == pytest.approx(exact_poisson(count), rel=0.01)


@given(count=st.integers(0, 200))
def test_the_switch_is_at_ten_events(count: int) -> None:
    expected = byar(count) if count >= 10 else exact_poisson(count)
    assert count_interval(count) == expected


@given(data=st.data(), total=st.integers(1, 2000))
def test_a_proportion_lies_in_its_interval_and_the_interval_in_nought_to_one(
    data: st.DataObject, total: int
) -> None:
    events = data.draw(st.integers(0, total))
    found = wilson(events, total)
    assert found is not None
    assert 0 <= found.lower <= found.value <= found.upper <= 1


@given(data=st.data(), total=st.integers(1, 500))
def test_wilson_limits_are_where_the_score_test_just_rejects(data: st.DataObject, total: int) -> None:
    """An independent oracle: at each limit the standardised distance to the observed share is z."""
    events = data.draw(st.integers(0, total))
    found = wilson(events, total)
    assert found is not None
    z = normal_quantile(0.95)
    for limit in {found.lower, found.upper} - {0.0, 1.0}:
        distance = abs(events / total - limit) / math.sqrt(limit * (1 - limit) / total)
        assert distance == pytest.approx(z, rel=1e-6)


def test_wilson_covers_as_often_as_it_says() -> None:
    total, share = 50, 0.2
    covered = sum(
        binom.pmf(events, total, share)
        for events in range(total + 1)
        if (found := wilson(events, total)) and found.lower <= share <= found.upper
    )
    assert covered == pytest.approx(0.95, abs=0.02)


@given(events=st.integers(0, 500), population=st.integers(1, 10_000))
def test_a_rate_is_its_count_scaled(events: int, population: int) -> None:
    found = rate(events, population, per=1_000)
    lower, upper = count_interval(events)
    assert found is not None
    assert found.value == pytest.approx(events / population * 1_000)
    assert (found.lower, found.upper) == pytest.approx(
        (lower / population * 1_000, upper / population * 1_000)
    )
    assert found.lower <= found.value <= found.upper


def test_nobody_to_count_among_has_no_value() -> None:
    assert rate(0, 0, per=1_000) is None
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    "refused",
    [
        lambda: rate(-1, 10, per=1),
        lambda: rate(1, -10, per=1),
        lambda: rate(float("nan"), 10, per=1),
        lambda: wilson(-1, 10),
        lambda: exact_poisson(-0.5),
        lambda: byar(-1),
    ],
)
def test_counts_below_nought_are_refused(refused: object) -> None:
    with pytest.raises(StatisticRefused, match="counts are at least 0"):
        refused()  # type: ignore[operator]


def test_more_events_than_people_are_refused() -> None:
    with pytest.raises(StatisticRefused, match="11 of 10 cannot be a proportion"):
        wilson(11, 10)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_outside_nought_to_one_is_refused(confidence: float) -> None:
    with pytest.raises(StatisticRefused, match="between 0 and 1"):
        normal_quantile(confidence)

"""Funnel limits against PHEindicatormethods 2.1.0 and the distributions they come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, poisson

from lco.statistics.funnel import (
    INNER,
    OUTER,
    between_areas,
    over_dispersion,
    proportion_limits,
    rate_limits,
    ratio_limits,
)
from lco.statistics.intervals import StatisticRefused


@pytest.mark.parametrize(
    ("total", "confidence", "lower", "upper"),
    [
        (100, INNER, 0.1216, 0.2784),
        (100, OUTER, 0.0764, 0.3236),
        (400, INNER, 0.1608, 0.2392),
        (400, OUTER, 0.1382, 0.2618),
    ],
)
def test_limits_of_a_fifth(total: int, confidence: float, lower: float, upper: float) -> None:
    found = proportion_limits(0.2, total, confidence=confidence)
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-5)


def test_a_limit_of_two_people_meets_the_published_value() -> None:
    found = proportion_limits(0.80642, 2)
    assert found.lower == pytest.approx(0.258854, abs=1.1e-5)  # the average is printed with five digits
    assert found.upper == 1.0


# Events, expected events at the lower and at the upper limit: 95% and 99.8%.
@pytest.mark.parametrize(
    ("observed", "confidence", "fewest", "most"),
    [
        (1, INNER, 0.025317898, 5.571644585),  # the published file rounds its chi-square at six digits
        (2, INNER, 0.242209467, 7.224687515),
        (3, INNER, 0.618671905, 8.767273828),
        (1, OUTER, 0.001000547, 9.233410143),
        (3, OUTER, 0.190533306, 13.06224507),
        (20, INNER, 12.217, 30.888),
    ],
)
def test_limits_of_a_ratio_meet_the_published_values(
    observed: int, confidence: float, fewest: float, most: float
) -> None:
    found = ratio_limits(observed, confidence=confidence)
    assert (found.lower, found.upper) == pytest.approx((observed / most, observed / fewest), rel=5e-5)


def test_twenty_events_by_hand() -> None:
    found = ratio_limits(20)
    assert (found.lower, found.upper) == pytest.approx((0.647, 1.637), abs=1e-3)
    scaled = rate_limits(50.0, 20)
    assert (scaled.lower, scaled.upper) == pytest.approx((50 * found.lower, 50 * found.upper))


@given(observed=st.integers(1, 400), confidence=st.sampled_from([INNER, OUTER]))
def test_at_a_limit_the_events_are_just_not_surprising(observed: int, confidence: float) -> None:
    found = ratio_limits(observed, confidence=confidence)
    tail = (1 - confidence) / 2
    assert poisson.cdf(observed, observed / found.lower) == pytest.approx(tail, rel=1e-6)
    assert poisson.sf(observed - 1, observed / found.upper) == pytest.approx(tail, rel=1e-6)
    assert found.lower < 1 < found.upper


@given(average=st.floats(0, 1), total=st.integers(1, 10_000))
def test_limits_of_a_proportion_hold_the_average_and_close_in(average: float, total: int) -> None:
    found, wider = proportion_limits(average, total), proportion_limits(average, total, confidence=OUTER)
    more = proportion_limits(average, total * 4)
    assert 0 <= wider.lower <= found.lower <= more.lower <= average
    assert average <= more.upper <= found.upper <= wider.upper <= 1


def test_areas_that_scatter_by_chance_have_no_over_dispersion() -> None:
    chance = [norm.ppf((number + 0.5) / 1_000) for number in range(1_000)]
    phi = over_dispersion(chance, trimmed=0.0)
    assert phi == pytest.approx(1, abs=0.01)
    assert over_dispersion([2 * z for z in chance], trimmed=0.0) == pytest.approx(4 * phi)
    assert between_areas([1.0] * 1_000, phi=0.99) == 0.0


def test_an_outlier_is_drawn_in() -> None:
    calm = [0.5, -0.5] * 10
    assert over_dispersion([*calm, 40.0, -0.5, 0.5]) == pytest.approx(0.25)
    assert over_dispersion([*calm, 40.0], trimmed=0.0) > 70


@given(error=st.floats(0.1, 5), phi=st.floats(1, 9), areas=st.integers(2, 60))
def test_areas_of_one_error_need_what_chance_leaves(error: float, phi: float, areas: int) -> None:
    """With equal errors tau squared is the variance that makes phi, the classical moment estimate."""
    found = between_areas([error] * areas, phi)
    assert found == pytest.approx((areas * phi / (areas - 1) - 1) * error**2, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: proportion_limits(1.2, 10),
        lambda: proportion_limits(0.5, 0),
        lambda: ratio_limits(0),
        lambda: over_dispersion([]),
        lambda: over_dispersion([1.0], trimmed=0.5),
        lambda: between_areas([1.0], 2.0),
        lambda: between_areas([1.0, 0.0], 2.0),
    ],
)
def test_what_cannot_be_is_refused(refused: object) -> None:
    with pytest.raises(StatisticRefused):
        refused()  # type: ignore[operator]

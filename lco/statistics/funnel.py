"""Funnels: how far areas of different size stray from one average by chance alone.

Source: Office for Health Improvement and Disparities, technical guide on funnel plots, and its R package
PHEindicatormethods 2.1.0, whose test data these functions meet; over-dispersion after Spiegelhalter 2005.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from lco.statistics.intervals import StatisticRefused, exact_poisson, normal_quantile

# Limits drawn: outside the inner one by chance 1 in 20 times, outside the outer one 2 in 1,000.
INNER, OUTER = 0.95, 0.998


@dataclass(frozen=True)
class Limits:
    """Where a value may lie by chance alone."""

    lower: float
    upper: float


def proportion_limits(average: float, total: float, *, confidence: float = INNER) -> Limits:
    """Return where a proportion of `total` people may lie by chance around `average`, within 0 to 1.

    Raises:
        StatisticRefused: when `average` is not between 0 and 1, or nobody is counted.
    """
    if not 0 <= average <= 1:
        raise StatisticRefused(f"An average of {average} is no proportion: give one between 0 and 1.")
    if not total > 0:
        raise StatisticRefused("A limit needs somebody to count: give at least one person.")
    spread = normal_quantile(confidence) * sqrt(average * (1 - average) / total)
    return Limits(max(0.0, average - spread), min(1.0, average + spread))


def ratio_limits(observed: float, *, confidence: float = INNER) -> Limits:
    """Return where the ratio of `observed` to expected events may lie by chance around 1.

    The limits are the exact Poisson ones turned round: how few and how many events may have been expected
    for these many not to be surprising.

    Raises:
        StatisticRefused: below one event, where there is no limit above.
    """
    if not observed >= 1:
        raise StatisticRefused(f"{observed} events have no limit above: give at least one.")
    lower, upper = exact_poisson(observed, confidence=confidence)
    return Limits(observed / upper, observed / lower)


def rate_limits(average: float, observed: float, *, confidence: float = INNER) -> Limits:
    """Return where a rate made of `observed` events may lie by chance around `average`, in its unit."""
    limits = ratio_limits(observed, confidence=confidence)
    return Limits(average * limits.lower, average * limits.upper)


def over_dispersion(standardised: Sequence[float], *, trimmed: float = 0.1) -> float:
    """Return how much wider than chance areas scatter: phi, 1 where chance explains all.

    Args:
        standardised: each area's distance from the average in standard errors.
        trimmed: share at each end drawn in to the last value kept, so that outliers do not widen the
            limits that should find them.

    Raises:
        StatisticRefused: when there are no areas or half or more would be drawn in.
    """
    if not standardised or not 0 <= trimmed < 0.5:
        raise StatisticRefused("Scatter needs areas, and fewer than half of them drawn in at each end.")
    ordered = sorted(standardised)
    drawn = int(trimmed * len(ordered))
    lowest, highest = ordered[drawn], ordered[-1 - drawn]
    return sum(min(max(z, lowest), highest) ** 2 for z in ordered) / len(ordered)


def between_areas(errors: Sequence[float], phi: float) -> float:
    """Return tau squared: the variance between areas beyond chance, nought where there is none.

    Args:
        errors: the standard error of each area.
        phi: what `over_dispersion` returned.

    Raises:
        StatisticRefused: when there are fewer than two areas or an error is not above nought.
    """
    if len(errors) < 2 or not all(error > 0 for error in errors):
        raise StatisticRefused("Variance between areas needs two or more, each with an error above nought.")
    areas = len(errors)
    if areas * phi < areas - 1:
        return 0.0
    weights = [1 / (error * error) for error in errors]
    total = sum(weights)
    return (areas * phi - (areas - 1)) / (total - sum(weight * weight for weight in weights) / total)

"""The slope index of inequality: how far apart the most and the least deprived stand, along one line.

Source: Office for Health Improvement and Disparities, R package PHEindicatormethods 2.1.0, whose test data
this meets; Low and Low 2004. The line is an assumption: look at the values beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from lco.statistics.intervals import Estimate, StatisticRefused, normal_quantile

FEWEST_QUANTILES, MOST_QUANTILES = 5, 100
MANY_QUANTILES = 10  # beyond, small numbers make the slope unsteady
REPETITIONS = 100_000


class Scale(StrEnum):
    """On which scale chance is symmetric: plain for means, log for rates, logit for proportions."""

    PLAIN = "plain"
    LOG = "log"
    LOGIT = "logit"


@dataclass(frozen=True)
class Quantile:
    """A part of the people, the most deprived first: how many, the value there and its 95% interval."""

    population: float
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Slope:
    """The slope index of inequality.

    Attributes:
        difference: value at the least deprived end less that at the most deprived, with its interval.
        ratio: the one over the other, with its interval.
        at_most_deprived, at_least_deprived: the line's two ends, in the unit of the values.
    """

    difference: Estimate
    ratio: Estimate
    at_most_deprived: float
    at_least_deprived: float


_Ends = tuple[Any, Any]  # the line at rank 0 and at rank 1


def ranks(populations: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return the share of people in each part, and the middle of each along all of them, 0 to 1."""
    total = sum(populations)
    shares = [people / total for people in populations]
    ends = np.cumsum(shares)
    return shares, [float(end) - share / 2 for end, share in zip(ends, shares, strict=True)]


def slope_index(
    quantiles: Sequence[Quantile],
    *,
    seed: int,
    scale: Scale = Scale.PLAIN,
    is_curve: bool = False,
    multiplier: float = 1.0,
    repetitions: int = REPETITIONS,
    confidence: float = 0.95,
) -> Slope:
    """Return the slope and the relative index of inequality, weighted by people.

    Args:
        quantiles: parts of the people, the most deprived first.
        seed: of the simulation that gives the intervals; the same seed gives the same.
        scale: on which chance is symmetric.
        is_curve: whether the line is drawn on that scale and bent back, so that it cannot leave it.
        multiplier: of the difference; a negative one turns it and the ratio round, for an indicator of
            which less is better.
        repetitions: of the simulation.
        confidence: of the intervals.

    Raises:
        StatisticRefused: below five or beyond a hundred parts, or where a part has nobody in it, no
            interval, or a value its scale cannot hold.
    """
    _refuse(quantiles, scale)
    shares, middles = ranks([each.population for each in quantiles])
    fit = _Fit(np.array(shares), np.array(middles))
    values = _onto(np.array([each.value for each in quantiles]), scale)
    bounds = _onto(np.array([(each.lower, each.upper) for each in quantiles]), scale)
    errors = (bounds[:, 1] - bounds[:, 0]) / (2 * normal_quantile(0.95))
    drawn = np.random.default_rng(seed).normal(values, errors, size=(repetitions, len(values)))
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    if is_curve:
        return _curve(fit.ends(values), fit.ends(drawn), tails, scale=scale, multiplier=multiplier)
    ends = fit.ends(_back(values, scale)), fit.ends(_back(drawn, scale))
    return _line(*ends, tails, multiplier=multiplier)


@dataclass(frozen=True)
class _Fit:
    """Weighted least squares on ranks: both ends of the line are sums of the values with fixed weights."""

    shares: Any
    middles: Any

    def ends(self, values: Any) -> _Ends:
        """Return the line at rank 0 and at rank 1; along the last axis of `values`."""
        mean = float(self.shares @ self.middles)
        weights = self.shares * (self.middles - mean)
        slope = values @ (weights / float(weights @ self.middles))
        intercept = values @ self.shares - slope * mean
        return intercept, intercept + slope


def _line(ends: _Ends, drawn: _Ends, tails: tuple[float, float], *, multiplier: float) -> Slope:
    (first, last), (firsts, lasts) = ends, drawn
    differences = np.quantile((lasts - firsts) * multiplier, tails)
    ratios = np.quantile(lasts / firsts if multiplier > 0 else firsts / lasts, tails)
    ratio = last / first if multiplier > 0 else first / last
    return Slope(
        Estimate(float((last - first) * multiplier), *map(float, differences)),
        Estimate(float(ratio), *map(float, ratios)),
        float(first),
        float(last),
    )


def _curve(
    ends: _Ends, drawn: _Ends, tails: tuple[float, float], *, scale: Scale, multiplier: float
) -> Slope:
    """Bend the line back; the middle of the people is held while the slope takes its bounds."""
    (first, last), (firsts, lasts) = ends, drawn
    slopes = np.array([last - first, *np.quantile(lasts - firsts, tails)])
    middle = (first + last) / 2
    starts, stops = _back(middle - slopes / 2, scale), _back(middle + slopes / 2, scale)
    difference = (stops - starts) * multiplier
    ratio = stops / starts if multiplier > 0 else starts / stops
    return Slope(
        Estimate(float(difference[0]), float(difference[1:].min()), float(difference[1:].max())),
        Estimate(float(ratio[0]), float(ratio[1:].min()), float(ratio[1:].max())),
        float(starts[0]),
        float(stops[0]),
    )


def _onto(values: Any, scale: Scale) -> Any:
    if scale is Scale.LOG:
        return np.log(values)
    return np.log(values / (1 - values)) if scale is Scale.LOGIT else values


def _back(values: Any, scale: Scale) -> Any:
    if scale is Scale.LOG:
        return np.exp(values)
    return 1 / (1 + np.exp(-values)) if scale is Scale.LOGIT else values


def _refuse(quantiles: Sequence[Quantile], scale: Scale) -> None:
    if not FEWEST_QUANTILES <= len(quantiles) <= MOST_QUANTILES:
        raise StatisticRefused(
            f"A slope over {len(quantiles)} parts cannot be had: give {FEWEST_QUANTILES} to {MOST_QUANTILES}."
        )
    for number, each in enumerate(quantiles, start=1):
        if not each.population > 0:
            raise StatisticRefused(f"Part {number} has nobody in it: a slope needs people in every part.")
        if not each.lower <= each.value <= each.upper:
            raise StatisticRefused(f"Part {number} has no interval around its value.")
        if scale is not Scale.PLAIN and not each.lower > 0:
            raise StatisticRefused(f"Part {number} reaches nought, where the {scale.value} scale ends.")
        if scale is Scale.LOGIT and not each.upper < 1:
            raise StatisticRefused(f"Part {number} reaches 1, where the logit scale ends.")

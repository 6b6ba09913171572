"""Ratio and difference of two rates whose people belong together in sets, with intervals that know the sets.

The variance is that of a sum over sets of influence (Taylor's linearisation): the same as of a Poisson
regression with standard errors clustered by set, and right also for counts more spread than Poisson's,
for costs, and for people followed for unequal times.
"""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np

from lco.population.evaluation.candidates import FEWEST_EVENTS, Doubles, EvaluationRefused
from lco.statistics.intervals import Estimate, normal_quantile

PER = 1_000


def compared(
    events: tuple[Doubles, Doubles], years: tuple[Doubles, Doubles], *, outcome: str, confidence: float = 0.95
) -> tuple[Estimate, Estimate]:
    """Return the ratio of the first rate over the second, and their difference per 1,000 person-years.

    Args:
        events: of those treated and of the comparison, one entry per set.
        years: person-years of both, one entry per set.
        outcome: what is counted, for the refusal.
        confidence: of the intervals.

    Raises:
        EvaluationRefused: when either side has too few events for an interval.
    """
    for side, whose in zip(events, ("those treated", "the comparison"), strict=True):
        if np.count_nonzero(side) < FEWEST_EVENTS:
            raise EvaluationRefused(
                f"Only {np.count_nonzero(side)} of {whose} had any {outcome} in the follow-up: "
                f"{FEWEST_EVENTS} are the fewest, so follow them for longer or count something more common."
            )
    sets = len(events[0])
    z = normal_quantile(confidence)
    rates = tuple(float(e.sum() / t.sum()) for e, t in zip(events, years, strict=True))
    influence = [(e - rate * t) / t.sum() for e, t, rate in zip(events, years, rates, strict=True)]
    spread = sqrt(sets / (sets - 1))
    by_ratio = influence[0] / rates[0] - influence[1] / rates[1]
    by_difference = influence[0] - influence[1]
    error = spread * sqrt(float((by_ratio**2).sum()))
    width = z * spread * sqrt(float((by_difference**2).sum())) * PER
    ratio, difference = log(rates[0] / rates[1]), (rates[0] - rates[1]) * PER
    return (
        Estimate(exp(ratio), exp(ratio - z * error), exp(ratio + z * error)),
        Estimate(difference, difference - width, difference + width),
    )

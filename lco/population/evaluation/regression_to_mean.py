"""Regression to the mean: how far people chosen because they stood high fall by themselves.

Source: Galton 1886; the formula is the mean of a truncated bivariate normal distribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri  # scipy.stats takes half a second to import

from lco.population.evaluation.candidates import Doubles, EvaluationRefused, YearPair

MOST_TOLD_APART = 5
"""Counts of this many and more are one class: too few people have each."""


@dataclass(frozen=True)
class Foreseen:
    """Means of the people chosen in the year they were chosen by and in the next, without any care."""

    chosen: float
    next: float

    @property
    def percent(self) -> float:
        """Change from one year to the next, in per cent."""
        return (self.next / self.chosen - 1) * 100


def foreseen_of_normal(*, mean: float, spread: float, correlation: float, share: float) -> Foreseen:
    """Return the means of the top `share` now and a year later, for two normal years with a correlation.

    Args:
        mean, spread: of everybody, in any unit; the same in both years.
        correlation: of the two years, -1 to 1.
        share: of people chosen, above 0 and below 1.

    Raises:
        EvaluationRefused: when an argument is out of its range.
    """
    if not (0 < share < 1 and -1 <= correlation <= 1 and spread > 0):
        raise EvaluationRefused("Give a share between 0 and 1, a correlation from -1 to 1, a spread above 0.")
    z = float(ndtri(1 - share))
    above = spread * exp(-z * z / 2) / sqrt(2 * pi) / share
    return Foreseen(mean + above, mean + correlation * above)


def foreseen_by_counts(pair: YearPair, chosen: Doubles) -> Doubles:
    """Return for each person chosen the rate a year later of all people with the same count.

    Args:
        pair: two years of everybody, before anybody was chosen.
        chosen: counts of the people chosen, in the year they were chosen by.
    """
    classes, asked = _classes(pair.counts), _classes(chosen)
    size = MOST_TOLD_APART + 1
    events = np.bincount(classes, weights=pair.next, minlength=size)
    years = np.maximum(np.bincount(classes, weights=pair.next_years, minlength=size), 1e-9)
    return np.asarray((events / years)[asked])


def _classes(counts: Doubles) -> NDArray[np.int64]:
    return np.minimum(counts, MOST_TOLD_APART).astype(np.int64)

"""95% intervals of counts, rates and proportions, as England's public health statistics compute them.

Source: Office for Health Improvement and Disparities, Public Health England technical guide on
confidence intervals, and its R package PHEindicatormethods 2.1.0, whose test data these functions meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from scipy.special import gammaincinv, ndtri  # scipy.stats takes half a second to import

FEWEST_FOR_BYAR = 10  # below ten events Byar's approximation is not close enough: the exact one is used


class StatisticRefused(ValueError):
    """Numbers no statistic can be made of; the message says which and why."""


@dataclass(frozen=True)
class Estimate:
    """A value with its interval, all in one unit."""

    value: float
    lower: float
    upper: float


def normal_quantile(confidence: float) -> float:
    """Return z for a two-sided interval: 1.959964 for 0.95, 3.090232 for 0.998.

    Raises:
        StatisticRefused: when `confidence` is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise StatisticRefused(f"A confidence of {confidence} cannot be: give one between 0 and 1, as 0.95.")
    return float(ndtri(1 - (1 - confidence) / 2))


def byar(count: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return Byar's interval of a Poisson count of at least 10, close enough to the exact one.

    Raises:
        StatisticRefused: when the count is negative.
    """
    _refuse_negative(count)
    z = normal_quantile(confidence)
    more = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count > 0 else 0.0
    return lower, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def exact_poisson(count: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of a Poisson count, from the chi-square distribution.

    Raises:
        StatisticRefused: when the count is negative.
    """
    _refuse_negative(count)
    normal_quantile(confidence)
    tail = (1 - confidence) / 2
    # Half a quantile of chi-square with 2k degrees of freedom is a quantile of the gamma distribution of k.
    lower = float(gammaincinv(count, tail)) if count > 0 else 0.0
    return lower, float(gammaincinv(count + 1, 1 - tail))


def count_interval(count: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of a count: exact below ten events, Byar's from ten."""
    if count < FEWEST_FOR_BYAR:
        return exact_poisson(count, confidence=confidence)
    return byar(count, confidence=confidence)


def rate(events: float, population: float, *, per: float, confidence: float = 0.95) -> Estimate | None:
    """Return events per `per` people with its interval; None when there is nobody to count among.

    Raises:
        StatisticRefused: when events or population are negative.
    """
    _refuse_negative(events)
    _refuse_negative(population)
    if population == 0:
        return None
    lower, upper = count_interval(events, confidence=confidence)
    return Estimate(events / population * per, lower / population * per, upper / population * per)


def wilson(events: float, total: float, *, confidence: float = 0.95) -> Estimate | None:
    """Return a proportion, 0 to 1, with Wilson's interval; None when there is nobody to count among.

    Raises:
        StatisticRefused: when there are more events than people, or either is negative.
    """
    _refuse_negative(events)
    if events > total:
        raise StatisticRefused(f"{events:,} of {total:,} cannot be a proportion: the part exceeds the whole.")
    if total == 0:
        return None
    z = normal_quantile(confidence)
    spread = z * sqrt(z * z + 4 * events * (1 - events / total))
    middle, width = 2 * events + z * z, 2 * (total + z * z)
    value = events / total
    # The interval of 0 of n begins at 0 and that of n of n ends at 1; rounding leaves them a hair off.
    lower = 0.0 if events == 0 else (middle - spread) / width
    upper = 1.0 if events == total else (middle + spread) / width
    return Estimate(value, lower, upper)


def _refuse_negative(number: float) -> None:
    if not number >= 0:
        raise StatisticRefused(f"{number} cannot be counted: counts are at least 0.")

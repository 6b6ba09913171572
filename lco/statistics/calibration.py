"""Whether predicted risks are the shares of people to whom the event then happens.

Source: Van Calster and others, BMC Medicine 2019;17:230 (calibration in the large, slope, curve); the
logistic regressions are solved by Newton's method and their intervals taken from the information matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from lco.statistics.intervals import Estimate, StatisticRefused, count_interval, normal_quantile, wilson
from lco.statistics.prediction import checked

Array = np.ndarray
_NEAREST = 1e-12  # a risk of 0 or 1 has no log odds: it is taken to be this far off
_STEPS, _CLOSE = 50, 1e-10
_FARTHEST = 30.0  # a coefficient beyond has run away: the events are separated


@dataclass(frozen=True)
class Slope:
    """Intercept and slope of the log odds of the event on the log odds of the risk, fitted together."""

    intercept: Estimate
    slope: Estimate


@dataclass(frozen=True)
class Tenth:
    """A group of people of neighbouring risk: mean risk, share with the event with interval, people."""

    predicted: float
    observed: Estimate
    people: int


def log_odds(risks: Array) -> Array:
    """Return the log odds of risks.

    Raises:
        StatisticRefused: when a risk is below 0 or above 1.
    """
    risk = np.asarray(risks, dtype=np.float64)
    if ((risk < 0) | (risk > 1)).any():
        raise StatisticRefused("A risk lies outside 0 to 1: calibration needs probabilities, not points.")
    held = np.clip(risk, _NEAREST, 1 - _NEAREST)
    odds: Array = np.log(held / (1 - held))
    return odds


def observed_over_expected(risks: Array, events: Array, *, confidence: float = 0.95) -> Estimate | None:
    """Return events over the sum of risks, with Byar's interval (exact below ten); None without a risk."""
    risk, event = checked(risks, events)
    observed, expected = int(event.sum()), float(risk.sum())
    if expected <= 0:
        return None
    lower, upper = count_interval(observed, confidence=confidence)
    return Estimate(observed / expected, lower / expected, upper / expected)


def calibration_in_the_large(risks: Array, events: Array, *, confidence: float = 0.95) -> Estimate | None:
    """Return how much must be added to the log odds of every risk; ideal 0, None when all or none had it."""
    risk, event = checked(risks, events)
    solved = logistic(np.ones((len(risk), 1)), event, offset=log_odds(risk))
    return None if solved is None else _estimate(*solved, 0, confidence)


def calibration_slope(risks: Array, events: Array, *, confidence: float = 0.95) -> Slope | None:
    """Return intercept and slope on the log odds of the risk; ideal 0 and 1, a slope below 1 is overfitted.

    None when all or none had the event, all have one risk, or the risks separate the events wholly.
    """
    risk, event = checked(risks, events)
    odds = log_odds(risk)
    if not len(odds) or float(np.ptp(odds)) == 0:
        return None
    solved = logistic(np.column_stack([np.ones(len(odds)), odds]), event, begin=(0.0, 1.0))
    if solved is None:
        return None
    return Slope(_estimate(*solved, 0, confidence), _estimate(*solved, 1, confidence))


def _estimate(coefficients: Array, covariance: Array, which: int, confidence: float) -> Estimate:
    value = float(coefficients[which])
    width = normal_quantile(confidence) * sqrt(float(covariance[which, which]))
    return Estimate(value, value - width, value + width)


def logistic(
    design: Array, events: Array, *, offset: Array | None = None, begin: Sequence[float] = ()
) -> tuple[Array, Array] | None:
    """Return the coefficients of a logistic regression and their covariance, or None when there are none.

    Args:
        design: a row for each person, a column for each coefficient; few columns.
        events: whether each person had the event.
        offset: log odds every person brings along.
        begin: coefficients to begin from; noughts when not given.
    """
    event = np.asarray(events, dtype=np.float64)
    if not len(event) or event.min() == event.max():
        return None
    brought = np.zeros(len(event)) if offset is None else offset
    coefficients = np.array(begin or [0.0] * design.shape[1])
    for _ in range(_STEPS):
        risk = 1 / (1 + np.exp(-np.clip(design @ coefficients + brought, -700, 700)))
        information = design.T @ (design * (risk * (1 - risk))[:, None])
        try:
            step = np.linalg.solve(information, design.T @ (event - risk))
        except np.linalg.LinAlgError:
            return None
        # Newton's full step can overshoot far from the answer; a short one comes back.
        coefficients = coefficients + step / max(1.0, float(np.abs(step).max()) / 2)
        if np.abs(coefficients).max() > _FARTHEST:
            return None
        if np.abs(step).max() < _CLOSE:
            return coefficients, np.linalg.inv(information)
    return None


def calibration_curve(
    risks: Array, events: Array, *, groups: int = 10, confidence: float = 0.95
) -> tuple[Tenth, ...]:
    """Return people in `groups` of equal number by risk, lowest first, equal risks never parted.

    Each has the mean risk and the share with the event with Wilson's interval. Fewer groups come back when
    many people have one risk.
    """
    risk, event = checked(risks, events)
    order = np.argsort(risk, kind="stable")
    ordered, happened = risk[order], event[order]
    # Where a group would end among equal risks it ends after the last of them.
    wanted = (np.arange(1, groups + 1) * len(ordered)) // groups
    ends = np.unique(np.searchsorted(ordered, ordered[wanted[wanted > 0] - 1], side="right"))
    curve, begin = [], 0
    for end in ends:
        observed = wilson(int(happened[begin:end].sum()), int(end - begin), confidence=confidence)
        if observed is not None:
            curve.append(Tenth(float(ordered[begin:end].mean()), observed, int(end - begin)))
        begin = int(end)
    return tuple(curve)

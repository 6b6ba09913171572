"""How well predicted risks tell those with an event from those without.

Risks and events are arrays of one length, one entry a person: a risk is any number (the higher, the more
likely), an event is true where it happened. Intervals are of 95% unless said otherwise.

Sources: DeLong, DeLong and Clarke-Pearson, Biometrics 1988;44:837 for the variance of the c-statistic, by
midranks as in Sun and Xu, IEEE Signal Processing Letters 2014;21:1389; Steyerberg and others, Epidemiology
2010;21:128 for the scaled Brier score.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, exp, log, sqrt

import numpy as np

from lco.statistics.intervals import Estimate, StatisticRefused, normal_quantile, wilson

Array = np.ndarray


def checked(risks: Array, events: Array) -> tuple[Array, Array]:
    """Return risks as float64 and events as bool.

    Raises:
        StatisticRefused: when they differ in length or a risk is no number.
    """
    risk, event = np.asarray(risks, dtype=np.float64), np.asarray(events, dtype=bool)
    if risk.shape != event.shape or risk.ndim != 1:
        raise StatisticRefused(
            f"{risk.size:,} risks and {event.size:,} events do not match: give each person one of each."
        )
    if np.isnan(risk).any():
        raise StatisticRefused("A risk is not a number: leave out people without a predicted risk.")
    return risk, event


def midranks(values: Array) -> Array:
    """Return the rank of each value, 1 for the least; equal values share the mean of their ranks."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    ends = np.r_[starts[1:], len(ordered)]
    shared = np.repeat((starts + ends + 1) / 2, ends - starts)
    ranks = np.empty(len(values))
    ranks[order] = shared
    return ranks


def c_statistic(
    risks: Array, events: Array, *, confidence: float = 0.95, clusters: Array | None = None
) -> Estimate | None:
    """Return the chance that one with the event has the higher risk than one without; ties count half.

    The variance is DeLong's; the interval is taken on the log odds, so that it stays between 0 and 1.
    None when everybody or nobody had the event.

    Args:
        risks, events: one entry each.
        confidence: of the interval.
        clusters: whom each entry belongs to, where one person has several: their entries are not
            independent, and the interval allows for it (Obuchowski, Biometrics 1997;53:567).
    """
    risk, event = checked(risks, events)
    cases, others = int(event.sum()), int((~event).sum())
    if cases == 0 or others == 0:
        return None
    ranks = midranks(risk)
    value = (ranks[event].sum() - cases * (cases + 1) / 2) / (cases * others)
    won = (ranks[event] - midranks(risk[event])) / others
    lost = 1 - (ranks[~event] - midranks(risk[~event])) / cases
    if clusters is None:
        variance = _variance(won) / cases + _variance(lost) / others
    else:
        influence = np.empty(len(risk))
        influence[event], influence[~event] = (won - value) / cases, (lost - value) / others
        variance = _between_clusters(influence, clusters)
    return _between_0_and_1(float(value), sqrt(variance), confidence)


def _variance(values: Array) -> float:
    return float(values.var(ddof=1)) if len(values) > 1 else 0.0


def _between_clusters(influence: Array, clusters: Array) -> float:
    whose, which = np.unique(clusters, return_inverse=True)
    sums = np.bincount(which, weights=influence)
    return float((sums**2).sum() * len(whose) / max(len(whose) - 1, 1))


def _between_0_and_1(value: float, error: float, confidence: float) -> Estimate:
    if not 0 < value < 1:
        return Estimate(value, value, value)
    odds, width = log(value / (1 - value)), normal_quantile(confidence) * error / (value * (1 - value))
    return Estimate(value, 1 / (1 + exp(width - odds)), 1 / (1 + exp(-width - odds)))


def brier(risks: Array, events: Array, *, confidence: float = 0.95) -> Estimate | None:
    """Return the mean squared distance of risk and event; None for nobody."""
    risk, event = checked(risks, events)
    if not len(risk):
        return None
    squares = (risk - event) ** 2
    return _mean(squares, float(squares.mean()), confidence)


def scaled_brier(risks: Array, events: Array, *, confidence: float = 0.95) -> Estimate | None:
    """Return 1 - Brier / Brier of saying the share with the event to everybody; None when all are alike.

    The interval follows from the influence of each person on the ratio (delta method).
    """
    risk, event = checked(risks, events)
    share = float(event.mean()) if len(event) else 0.0
    spread = share * (1 - share)
    if spread == 0:
        return None
    squares = (risk - event) ** 2
    found = float(squares.mean())
    influence = -(squares - found) / spread + found * (1 - 2 * share) * (event - share) / spread**2
    return _mean(influence, 1 - found / spread, confidence)


def _mean(values: Array, value: float, confidence: float) -> Estimate:
    width = normal_quantile(confidence) * sqrt(_variance(values) / len(values))
    return Estimate(value, value - width, value + width)


def flagged(risks: Array, percent: float | str) -> Array:
    """Return how far each person belongs to the `percent` at highest risk: 1, 0, or between for ties.

    The number flagged is cut up to whole people: ``ceil(n * percent / 100)``. People tied for the last
    places share them equally, so that the answer does not depend on the order of the rows.
    """
    risk = np.asarray(risks, dtype=np.float64)
    if not len(risk):
        return np.zeros(0)
    places = min(ceil(len(risk) * Fraction(str(percent)) / 100), len(risk))
    if places == 0:
        return np.zeros(len(risk))
    last = np.partition(risk, len(risk) - places)[len(risk) - places]
    above, tied = risk > last, risk == last
    return np.where(above, 1.0, np.where(tied, (places - above.sum()) / tied.sum(), 0.0))


def positive_predictive_value(flags: Array, events: Array, *, confidence: float = 0.95) -> Estimate | None:
    """Return the share with the event of those flagged, Wilson's interval; None when nobody is flagged."""
    found, people = float((flags * events).sum()), float(flags.sum())
    return wilson(min(found, people), people, confidence=confidence) if people > 0 else None


def sensitivity(flags: Array, events: Array, *, confidence: float = 0.95) -> Estimate | None:
    """Return the share flagged of those with the event, Wilson's interval; None when there was no event."""
    found, people = float((flags * events).sum()), float(np.sum(events))
    return wilson(min(found, people), people, confidence=confidence)


def flag_rate(flags: Array, *, confidence: float = 0.95) -> Estimate | None:
    """Return the share of people who are flagged, Wilson's interval; None for nobody."""
    return wilson(min(float(flags.sum()), len(flags)), len(flags), confidence=confidence)

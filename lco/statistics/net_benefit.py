"""Net benefit: what it is worth to act on a predicted risk, against acting for all or for none.

At a threshold of risk t, to act in vain costs t/(1-t) of what it gains to act where the event would have
come. Source: Vickers and Elkin, Medical Decision Making 2006;26:565.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lco.statistics.intervals import StatisticRefused, normal_quantile
from lco.statistics.prediction import checked

Array = np.ndarray


@dataclass(frozen=True)
class NetBenefit:
    """Net benefit per person at a threshold: of the model and of acting for all; for none it is 0.

    `lower` and `upper` bound that of the model at 95%.
    """

    threshold: float
    model: float
    treat_all: float
    lower: float
    upper: float


def net_benefit(found: float, in_vain: float, people: int, threshold: float) -> float:
    """Return found/people - in_vain/people x t/(1-t).

    Raises:
        StatisticRefused: when the threshold is not between 0 and 1 or there are no people.
    """
    if not 0 < threshold < 1:
        raise StatisticRefused(f"A threshold of {threshold} cannot be: give a risk between 0 and 1, as 0.2.")
    if people <= 0:
        raise StatisticRefused("There is nobody to count the net benefit among.")
    return found / people - in_vain / people * threshold / (1 - threshold)


def benefit_interval(
    found: int, in_vain: int, people: int, threshold: float, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the interval of a net benefit, the normal one of a mean.

    Each person adds 1 when rightly acted for, -t/(1-t) when acted for in vain, and else 0; the net benefit
    is the mean of that.

    Raises:
        StatisticRefused: as `net_benefit`.
    """
    mean = net_benefit(found, in_vain, people, threshold)
    odds = threshold / (1 - threshold)
    variance = max((found + in_vain * odds**2) / people - mean**2, 0.0)
    margin = normal_quantile(confidence) * math.sqrt(variance / people)
    return mean - margin, mean + margin


def decision_curve(risks: Array, events: Array, thresholds: Sequence[float]) -> tuple[NetBenefit, ...]:
    """Return the net benefit of acting for everybody at or above each threshold."""
    risk, event = checked(risks, events)
    order = np.argsort(risk, kind="stable")
    # Events among those from each place in the order up to the highest risk.
    from_here = np.r_[np.cumsum(event[order][::-1])[::-1], 0]
    cases, people, curve = int(event.sum()), len(risk), []
    for threshold in thresholds:
        first = int(np.searchsorted(risk[order], threshold, side="left"))
        found, acted = int(from_here[first]), people - first
        curve.append(
            NetBenefit(
                threshold,
                net_benefit(found, acted - found, people, threshold),
                net_benefit(cases, people - cases, people, threshold),
                *benefit_interval(found, acted - found, people, threshold),
            )
        )
    return tuple(curve)

"""Net benefit: what it is worth to act on a predicted risk, against acting for all or for none.

At a threshold of risk t, to act in vain costs t/(1-t) of what it gains to act where the event would have
come. Source: Vickers and Elkin, Medical Decision Making 2006;26:565.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lco.statistics.intervals import StatisticRefused
from lco.statistics.prediction import checked

Array = np.ndarray


@dataclass(frozen=True)
class NetBenefit:
    """Net benefit per person at a threshold: of the model and of acting for all; for none it is 0."""

    threshold: float
    model: float
    treat_all: float


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
            )
        )
    return tuple(curve)

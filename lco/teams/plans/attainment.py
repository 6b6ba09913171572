"""Goal attainment scaling: how far a person came, over goals that are each their own.

Each goal is scaled from -2 (much less than expected) over 0 (what was expected) to +2. The score T of all
goals together is 50 when everything came as expected:

    T = 50 + 10 * sum(w * x) / sqrt((1 - r) * sum(w^2) + r * (sum w)^2)

w is a goal's weight, x its level, r the mean correlation between goals (Kiresuk and Sherman 1968). r is a
figure of the plan's schema, with its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LEVELS = (-2, -1, 0, 1, 2)
IN_WORDS = {
    -2: "Much less than expected",
    -1: "Less than expected",
    0: "As expected",
    1: "More than expected",
    2: "Much more than expected",
}


@dataclass(frozen=True)
class Attained:
    """One goal: its weight (above 0) and the level reached, -2 to +2."""

    weight: float
    level: int


def t_score(goals: Sequence[Attained], *, correlation: float) -> float | None:
    """Return T of `goals`, or None when there are none.

    Raises:
        ValueError: for a weight that is not above 0, a level off the scale, a correlation outside 0 to 1.
    """
    if not 0 <= correlation <= 1:
        raise ValueError("the correlation between goals lies between 0 and 1")
    if any(goal.weight <= 0 or goal.level not in LEVELS for goal in goals):
        raise ValueError("a goal has a weight above 0 and a level from -2 to +2")
    if not goals:
        return None
    reached = sum(goal.weight * goal.level for goal in goals)
    squares = sum(goal.weight**2 for goal in goals)
    whole = sum(goal.weight for goal in goals)
    return 50 + 10 * reached / sqrt((1 - correlation) * squares + correlation * whole**2)


def level_in_words(level: int) -> str:
    """Return ``More than expected (+1)``, with a true minus sign."""
    sign = f"{level:+d}".replace("-", "\u2212") if level else "0"
    return f"{IN_WORDS[level]} ({sign})"

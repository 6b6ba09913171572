"""Nearest neighbours within a caliper, nobody used twice, only within the same key.

Source: Austin, Pharmaceutical Statistics 2011;10:150-161: greedy matching on the logit of the propensity
without replacement, caliper 0.2 of its standard deviation.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from lco.population.evaluation.candidates import Doubles, EvaluationRefused, Flags, Longs
from lco.population.evaluation.propensity import alike

CALIPER = 0.2


@dataclass(frozen=True)
class Matches:
    """Rows of matched people, one entry per pair, ordered by the row of those treated.

    Attributes:
        treated: row of the person treated; as often as they have matches.
        control: row of the person held against them; never twice.
        unmatched: rows of those treated for whom nobody was near enough.
        caliper: greatest distance allowed, in log odds.
    """

    treated: Longs
    control: Longs
    unmatched: Longs
    caliper: float


def nearest(
    distance: Doubles, is_treated: Flags, keys: Longs, *, caliper: float = CALIPER, controls: int = 1
) -> Matches:
    """Match everybody treated with up to `controls` others.

    Those most likely to be treated choose first, since they have the fewest alike; nobody is given a
    second match before everybody had the chance of a first.

    Args:
        distance: log odds of the propensity, one per person.
        is_treated: who was treated.
        keys: people match only within the same key.
        caliper: greatest distance, in standard deviations of `distance`, pooled over those treated and those
            about as likely to be: the many who never would be say nothing of what is near.
        controls: most matches of each.

    Raises:
        EvaluationRefused: when the caliper is not above 0 or `controls` is below 1.
    """
    if not caliper > 0 or controls < 1:
        raise EvaluationRefused("A caliper must be above 0 and each person needs at least 1 control.")
    groups = [distance[is_treated], distance[alike(distance, is_treated)]]
    widest = caliper * float(np.sqrt(np.mean([group.var() for group in groups if len(group)])))
    pairs: list[tuple[int, int]] = []
    for key in np.unique(keys[is_treated]):
        inside = keys == key
        chosen, pool = np.flatnonzero(inside & is_treated), np.flatnonzero(inside & ~is_treated)
        pairs += _within(distance, chosen, pool, widest, controls)
    pairs.sort()
    matched = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    unmatched = np.setdiff1d(np.flatnonzero(is_treated), matched[:, 0])
    return Matches(matched[:, 0], matched[:, 1], unmatched, widest)


def _within(
    distance: Doubles, chosen: Longs, pool: Longs, widest: float, controls: int
) -> list[tuple[int, int]]:
    pool = pool[np.argsort(distance[pool], kind="stable")]
    line = _Line(distance[pool].tolist())
    order = chosen[np.argsort(-distance[chosen], kind="stable")].tolist()
    pairs = []
    for _ in range(controls):
        for row in order:
            place = line.take_nearest(float(distance[row]), widest)
            if place is not None:
                pairs.append((row, int(pool[place])))
    return pairs


class _Line:
    """Sorted values from which the nearest still free is taken; each search skips whole taken stretches."""

    def __init__(self, values: list[float]) -> None:
        self.values = values
        # Where to look next to the right and to the left of a place; a free place names itself. Shifted by
        # one, so that place 0 stands before the first value and len + 1 after the last.
        self.right = list(range(len(values) + 2))
        self.left = list(range(len(values) + 2))

    def take_nearest(self, value: float, widest: float) -> int | None:
        place = bisect_left(self.values, value) + 1
        above, below = _free(self.right, place), _free(self.left, place - 1)
        up = self.values[above - 1] - value if above <= len(self.values) else float("inf")
        down = value - self.values[below - 1] if below >= 1 else float("inf")
        if min(up, down) > widest:
            return None
        taken = above if up < down else below
        self.right[taken], self.left[taken] = taken + 1, taken - 1
        return taken - 1


def _free(links: list[int], place: int) -> int:
    """Follow the links to a free place, and shorten the way for the next search."""
    found = place
    while links[found] != found:
        found = links[found]
    while links[place] != found:
        links[place], place = found, links[place]
    return found

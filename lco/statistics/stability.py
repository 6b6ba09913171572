"""Whether people look like those of another day: the population stability index.

The index is the sum over groups of (share now - share then) x ln(share now / share then). Where its
thresholds come from is said where they are configured: they are rules of thumb.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lco.statistics.intervals import StatisticRefused

Array = np.ndarray
_HALF = 0.5  # added to every group, so that an empty one does not make the index infinite


def stability_index(then: Sequence[int] | Array, now: Sequence[int] | Array) -> float:
    """Return the index of two counts of people over the same groups; 0 when the shares are equal.

    Half a person is added to every group.

    Raises:
        StatisticRefused: when the groups differ in number, or one day has nobody.
    """
    before, after = np.asarray(then, dtype=np.float64), np.asarray(now, dtype=np.float64)
    if before.shape != after.shape or before.ndim != 1 or not len(before):
        raise StatisticRefused(
            f"{before.size} and {after.size} groups cannot be compared: count people in the same groups."
        )
    if (before < 0).any() or (after < 0).any() or before.sum() == 0 or after.sum() == 0:
        raise StatisticRefused("Stability needs people on both days, counted in numbers of at least 0.")
    before, after = before + _HALF, after + _HALF
    was, is_now = before / before.sum(), after / after.sum()
    return float(((is_now - was) * np.log(is_now / was)).sum())


def cut_points(values: Array, groups: int = 10) -> tuple[float, ...]:
    """Return the values that cut people into `groups` of about equal number, without repeats."""
    inner = np.quantile(np.asarray(values, dtype=np.float64), np.arange(1, groups) / groups)
    return tuple(float(each) for each in np.unique(inner))


def counts_between(values: Array, cuts: Sequence[float]) -> tuple[int, ...]:
    """Return how many values lie below the first cut, from it up to the next, and so on."""
    places = np.searchsorted(np.asarray(cuts), np.asarray(values, dtype=np.float64), side="right")
    return tuple(int(each) for each in np.bincount(places, minlength=len(cuts) + 1))

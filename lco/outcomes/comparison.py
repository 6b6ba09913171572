"""Comparing an area with its place: only intervals that do not overlap make a difference.

The place holds the area, so the two are not independent; with many areas one in a few will stand apart
by chance. Intervals that overlap do not prove that two areas are alike.

Source: Office for Health Improvement and Disparities, technical guide on confidence intervals: an area is
'better' or 'worse' than its benchmark when their 95% intervals do not overlap, else 'similar'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lco.store.figures import Figure


class Standing(StrEnum):
    """How an area stands against its place."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    WITHHELD = "withheld"
    NO_VALUE = "no value"


class ComparisonRefused(ValueError):
    """Two figures that cannot be compared; the message says why."""


@dataclass(frozen=True)
class Compared:
    """A figure of an area with how it stands against its place."""

    figure: Figure
    standing: Standing


def standing(area: Figure, place: Figure | None, *, lower_is_better: bool) -> Standing:
    """Return how `area` stands against `place` by their 95% intervals.

    Raises:
        ComparisonRefused: when the two differ in definition, unit or period.
    """
    if area.is_suppressed:
        return Standing.WITHHELD
    if place is None or _interval(area) is None or _interval(place) is None:
        return Standing.NO_VALUE
    if (area.definition, area.unit, area.period) != (place.definition, place.unit, place.period):
        raise ComparisonRefused(
            f"{area.figure} and {place.figure} differ in definition, unit or period: they do not compare."
        )
    if _lies_below(area, place):
        return Standing.BETTER if lower_is_better else Standing.WORSE
    if _lies_below(place, area):
        return Standing.WORSE if lower_is_better else Standing.BETTER
    return Standing.SIMILAR


def tally(compared: Iterable[Compared]) -> Mapping[Standing, int]:
    """Return how many areas stand which way; every standing is named, also where there is none."""
    counted = Counter(each.standing for each in compared)
    return {each: counted[each] for each in Standing}


def _interval(figure: Figure) -> tuple[float, float] | None:
    if figure.lower is None or figure.upper is None:
        return None
    return figure.lower, figure.upper


def _lies_below(one: Figure, other: Figure) -> bool:
    one_interval, other_interval = _interval(one), _interval(other)
    return bool(one_interval and other_interval and one_interval[1] < other_interval[0])

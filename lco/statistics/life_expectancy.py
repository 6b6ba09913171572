"""Years of life expected from an abridged life table (Chiang II), and when they are not to be given.

Source: Office for Health Improvement and Disparities, technical guide on life expectancy, and its R package
PHEindicatormethods 2.1.0, whose test data these functions meet; Chiang 1968; variance of the open last band
after Silcocks and others 2001; least population after Toson and Baker 2003.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, sqrt

from lco.statistics.intervals import Estimate, StatisticRefused, normal_quantile

# First age of each band; the last is open.
AGES = (0, 1, *range(5, 95, 5))
FEWEST_PEOPLE = 5_000
WIDEST_INTERVAL = 20.0  # years: a wider 95% interval says nothing
_BORN = 100_000.0
_LIVED = {
    0: 0.1
}  # a child that dies in its first year lived a tenth of it on average; later, half of the band


@dataclass(frozen=True)
class Expectancy:
    """Years of life expected at an age; `estimate` is None with the `reason` in a sentence."""

    age: int
    estimate: Estimate | None
    reason: str = ""


@dataclass(frozen=True)
class LifeTable:
    """A life table.

    Attributes:
        expectancies: one for each of `AGES`.
        survivors: of 100,000 born, those alive at the beginning of each band; empty when there is no table.
        years_lived: by those 100,000 within each band; empty likewise.
    """

    expectancies: tuple[Expectancy, ...]
    survivors: tuple[float, ...] = ()
    years_lived: tuple[float, ...] = ()

    def at(self, age: int) -> Expectancy:
        """Return what is expected at the age a band begins with.

        Raises:
            StatisticRefused: when no band begins there.
        """
        if age not in AGES:
            raise StatisticRefused(f"No band begins at age {age}: choose one of {', '.join(map(str, AGES))}.")
        return self.expectancies[AGES.index(age)]


def life_table(
    deaths: Sequence[float | None], population: Sequence[float | None], *, confidence: float = 0.95
) -> LifeTable:
    """Return the abridged life table of an area.

    Args:
        deaths: deaths by band of `AGES`.
        population: person-years by band.
        confidence: of the intervals.

    Returns:
        The table; where an estimate would not hold, it is None with its reason.
    """
    if reason := _why_not(deaths, population):
        return LifeTable(tuple(Expectancy(age, None, reason) for age in AGES))
    died = [float(number or 0) for number in deaths]
    lived = [float(number or 0) for number in population]
    return _table(died, lived, confidence)


def _why_not(deaths: Sequence[float | None], population: Sequence[float | None]) -> str:
    """Say why there can be no table; empty when there can."""
    if not len(deaths) == len(population) == len(AGES):
        return f"Needs the {len(AGES)} age bands 0, 1 to 4, 5 to 9 ... 90 and over."
    for age, died, people in zip(AGES, deaths, population, strict=True):
        if fault := _fault(died, people):
            return f"The band that begins at age {age} {fault}."
    if sum(people or 0 for people in population) <= FEWEST_PEOPLE:
        return f"The area has {FEWEST_PEOPLE:,} people or fewer."
    return "" if deaths[-1] else "Nobody died in the open last band, so its length cannot be known."


def _fault(died: float | None, people: float | None) -> str:
    if died is None or people is None or isnan(died) or isnan(people):
        return "is missing"
    if died < 0 or people <= 0:
        return "has deaths below nought or nobody in it"
    return "has more deaths than people" if died > people else ""


def _table(deaths: list[float], population: list[float], confidence: float) -> LifeTable:
    rates = [died / people for died, people in zip(deaths, population, strict=True)]
    bands = [
        _Band(rate, died, after - before, _LIVED.get(before, 0.5))
        for rate, died, (before, after) in zip(rates, deaths, itertools.pairwise(AGES), strict=False)
    ]
    alive = [_BORN]
    for band in bands:
        alive.append(alive[-1] * (1 - band.dying))
    years = [
        band.width * (after + band.lived * (before - after))
        for band, (before, after) in zip(bands, itertools.pairwise(alive), strict=True)
    ]
    years.append(alive[-1] / rates[-1])
    expected = [sum(years[at:]) / alive[at] if alive[at] > 0 else 0.0 for at in range(len(AGES))]
    spread = [
        band.variance * before**2 * ((1 - band.lived) * band.width + after) ** 2
        for band, before, after in zip(bands, alive, expected[1:], strict=False)
    ]
    spread.append(alive[-1] ** 2 / (deaths[-1] * rates[-1] ** 2))
    found = (_expectancy(at, expected, spread, alive, confidence) for at in range(len(AGES)))
    return LifeTable(tuple(found), tuple(alive), tuple(years))


@dataclass(frozen=True)
class _Band:
    """A closed band: deaths a year of life, deaths, years wide, share of it lived by those who die."""

    rate: float
    deaths: float
    width: int
    lived: float

    @property
    def dying(self) -> float:
        """Chance that somebody who enters the band dies in it."""
        years = self.width * self.rate
        return min(1.0, years / (1 + years * (1 - self.lived)))

    @property
    def variance(self) -> float:
        """Variance of that chance."""
        return self.dying**2 * (1 - self.dying) / self.deaths if self.deaths else 0.0


def _expectancy(
    at: int, expected: list[float], spread: list[float], alive: list[float], confidence: float
) -> Expectancy:
    if alive[at] == 0:
        return Expectancy(AGES[at], None, "Nobody is alive at this age in the table.")
    error = sqrt(sum(spread[at:])) / alive[at]
    if 2 * normal_quantile(0.95) * error > WIDEST_INTERVAL:
        return Expectancy(AGES[at], None, f"The 95% interval is wider than {WIDEST_INTERVAL:.0f} years.")
    half = normal_quantile(confidence) * error
    return Expectancy(AGES[at], Estimate(expected[at], expected[at] - half, expected[at] + half))

"""How people come, stay, leave and die by age, so that the place keeps its size and its ages.

The pack gives residents by age band at one time. Deaths follow a Gompertz law fitted to life expectancy. The
rest follows from keeping the ages as they are: where a year of age has more people than the year before
less its deaths, they moved in; where it has fewer, they left. On top of that some leave and as many come.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import AnyArray, Doubles
from lco.records.synthetic.facts import PlaceFacts

OLDEST = 105
CHURN = (
    np.interp(np.arange(OLDEST), [0, 15, 18, 24, 32, 45, 65, 104], [1.2, 0.8, 1.8, 3.0, 2.4, 1.2, 0.6, 0.6])
    / 100
)
"""Share of people of each age who leave in a year and are replaced by others: an assumption."""

LIFE_EXPECTANCY = (75.6, 79.8)
"""At birth, males and females, Manchester 2013-15 as Manchester City Council prints it."""
_INFANT = 0.005
_SLOPE = (0.088, 0.095)


@dataclass(frozen=True)
class Ages:
    """Tables by sex (male, female) and whole year of age: people, and yearly hazards."""

    people: Doubles
    death: Doubles
    leave: Doubles
    arrive: Doubles

    def death_cumulative(self, sex: int) -> Doubles:
        """Return the sum of the hazard of death up to each birthday, from 0 to `OLDEST`."""
        return np.concatenate([[0.0], np.cumsum(self.death[sex])])

    def arrived_cumulative(self, sex: int) -> Doubles:
        """Return the sum of the hazard of arriving up to each birthday, from 0 to `OLDEST`."""
        return np.concatenate([[0.0], np.cumsum(self.arrive[sex])])


def ages_of(facts: PlaceFacts) -> Ages:
    """Return the tables for the place of `facts`."""
    totals = facts.population.sum(axis=0)
    people = np.stack([_single_years(facts.bands, totals[:, sex]) for sex in (0, 1)])
    death = np.stack([gompertz(LIFE_EXPECTANCY[sex], _SLOPE[sex]) for sex in (0, 1)])
    smooth = np.stack([_smoothed(one) for one in people])
    after = np.concatenate([smooth[:, 1:], np.zeros((2, 1))], axis=1)
    change = after / np.maximum(smooth, 1e-9) - 1 + death
    change[:, 90:] = 0.0
    change = np.clip(change, -0.12, 0.25)
    return Ages(
        people=people,
        death=death,
        leave=CHURN + np.maximum(-change, 0),
        arrive=CHURN + np.maximum(change, 0),
    )


def _single_years(bands: Doubles, totals: Doubles) -> Doubles:
    edges = np.append(bands, OLDEST)
    single = np.interp(np.arange(OLDEST + 1), edges, np.append(0, np.cumsum(totals)))
    people = np.diff(single)
    last = int(bands[-1])
    # In the open band each year of age holds fewer people than the one before.
    tail = 0.78 ** np.arange(OLDEST - last)
    people[last:] = totals[-1] * tail / tail.sum()
    return np.asarray(people)


def _smoothed(people: Doubles) -> Doubles:
    padded = np.pad(people, 3, mode="edge")
    return np.asarray(np.convolve(padded, np.ones(7) / 7, mode="valid"))


def life_expectancy(hazards: AnyArray) -> float:
    """Return life expectancy at birth, in years, of yearly hazards of death by age."""
    alive = np.concatenate([[1.0], np.exp(-np.cumsum(hazards))])
    lived = (alive[:-1] - alive[1:]) / np.maximum(hazards, 1e-12)
    return float(lived.sum() + alive[-1] / hazards[-1])


def gompertz(expectancy: float, slope: float) -> Doubles:
    """Return hazards of death by age that rise by `slope` a year and give life `expectancy` at birth."""
    ages = np.arange(OLDEST) + 0.5
    low, high = -16.0, -6.0
    for _ in range(60):
        middle = (low + high) / 2
        hazards = _hazards(middle, slope, ages)
        low, high = (middle, high) if life_expectancy(hazards) > expectancy else (low, middle)
    return _hazards(low, slope, ages)


def _hazards(level: float, slope: float, ages: AnyArray) -> Doubles:
    hazards = np.exp(level + slope * ages)
    hazards[0] += _INFANT
    return np.asarray(np.minimum(hazards, 0.8))

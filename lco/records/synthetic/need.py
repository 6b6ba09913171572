"""Need of care: who needs how much in which year.

The need of a person in a year has a lasting part (conditions, frailty, deprivation) and a passing part which
is normal and correlates with the year before by `RHO`. So those who cost most this year cost less the next
year on average, as real people do, and a score that looks back foresees some of it and not all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import YEAR_DAYS, AnyArray, Floats, Ints, stream
from lco.records.synthetic.health import FRAILTY_OF_DEATH, Health
from lco.records.synthetic.people import People
from lco.records.synthetic.reference import conditions, rate_ages

_STEP = 3
RHO = 0.5
SPREAD = {
    "gp": (0.8, 0.45),
    "outpatient": (1.0, 0.8),
    "attendance": (1.0, 0.9),
    "emergency": (1.25, 1.1),
    "elective": (0.8, 0.8),
    "community": (1.2, 0.8),
    "mental_health": (0.6, 1.3),
}
"""Of each service: how much it follows lasting need, and how much passing need."""
_BY_FRAILTY = 0.42
_BY_DEPRIVATION = 0.45
_MOST_LASTING = 1.9
_LAST_MONTHS_DAYS = 365
_LAST_MONTHS = {"gp": 1.6, "outpatient": 1.5, "emergency": 5.0, "community": 3.5, "attendance": 1.5}
"""How many times as much care the last year before death takes."""


@dataclass(frozen=True)
class Need:
    """Per person and year: days in the place (`first` day and `days`), age band, lasting and passing need."""

    first: Ints
    days: Ints
    band: Ints
    lasting: Floats
    passing: Floats
    dying: Floats

    @property
    def years(self) -> Floats:
        """Return the share of each year a person spends in the place."""
        return (self.days / YEAR_DAYS).astype(np.float32)

    def pull(self, service: str) -> Floats:
        """Return how many times the usual care of their age people need, apart from its level."""
        lasting, passing = SPREAD[service]
        raw = np.exp(np.float32(lasting) * self.lasting + np.float32(passing) * self.passing)
        more = _LAST_MONTHS.get(service)
        return raw if more is None else raw * (1 + np.float32(more - 1) * self.dying)


def need_of(seed: int, chunk: int, people: People, health: Health, bounds: Ints) -> Need:
    """Return the need of `people` in each year between `bounds`."""
    first = np.clip(bounds[:-1][None, :], people.entry[:, None], people.exit[:, None])
    last = np.clip(bounds[1:][None, :], people.entry[:, None], people.exit[:, None])
    middle = (first + last) // 2
    age = (middle - people.born[:, None]) / YEAR_DAYS
    band = np.maximum(np.searchsorted(rate_ages(), age, side="right") - 1, 0)
    final = np.clip(people.death[:, None] - _LAST_MONTHS_DAYS, first, last)
    dying = (last - final) / np.maximum(last - first, 1)
    return Need(
        first=first.astype(np.int32),
        days=(last - first).astype(np.int32),
        band=band.astype(np.int32),
        lasting=_lasting(people, health, middle),
        passing=_passing(seed, chunk, middle.shape),
        dying=dying.astype(np.float32),
    )


def _lasting(people: People, health: Health, middle: AnyArray) -> Floats:
    base = _BY_FRAILTY * health.frailty + _BY_DEPRIVATION * (people.deprivation - 0.5)
    late = np.float32(_BY_FRAILTY * FRAILTY_OF_DEATH) * people.nearness(middle).astype(np.float32)
    lasting = base.astype(np.float32)[:, None] + late
    for column, condition in enumerate(conditions()):
        onset = health.onset[:, column]
        rows = np.flatnonzero(onset < people.exit)
        lasting[rows] += np.float32(condition.need) * (onset[rows, None] <= middle[rows])
    # Beyond several conditions one more adds little: nobody lives in hospital all year.
    return np.minimum(lasting, np.float32(_MOST_LASTING))


def _passing(seed: int, chunk: int, shape: tuple[int, ...]) -> Floats:
    rng = stream(seed, chunk, _STEP)
    fresh = rng.standard_normal(shape, dtype=np.float32)
    fresh[:, 1:] *= np.float32(np.sqrt(1 - RHO**2))
    for year in range(1, shape[1]):
        fresh[:, year] += np.float32(RHO) * fresh[:, year - 1]
    return fresh

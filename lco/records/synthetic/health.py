"""Long-term conditions: who has which, and since when.

Each person has a hidden frailty (a standard normal number) which raises the odds of every condition, next to
age, sex, deprivation, ethnicity and the conditions drawn before. So conditions come together as they do in
life, beyond what age alone brings. Those near death have more of them: where the hazard of death rises
exponentially with frailty, frailty at death is normal with a mean higher by that rise. What they have more
than others of their age began in their last years.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import (
    NEVER,
    YEAR_DAYS,
    AnyArray,
    Doubles,
    Flags,
    Floats,
    Ints,
    sigmoid,
    stream,
)
from lco.records.synthetic.people import People
from lco.records.synthetic.reference import KNOT_AGES, Condition, condition_positions, conditions
from lco.store.tables import Ethnicity

_STEP = 2
FRAILTY_OF_DEATH = 0.8
_LAST_YEARS_DAYS = 1_100


@dataclass(frozen=True)
class Health:
    """Hidden frailty, and the day number each condition began (person x condition; NEVER without it)."""

    frailty: Floats
    onset: Ints

    def has(self, condition: str) -> Flags:
        """Say who has `condition` at some time before they go."""
        return np.asarray(self.onset[:, condition_positions()[condition]] < NEVER)


@dataclass(frozen=True)
class Hidden:
    """What is drawn before any condition: frailty, and a uniform number per person and condition."""

    frailty: Floats
    drawn: Floats
    since: Floats


def hidden_of(seed: int, chunk: int, people: People) -> Hidden:
    """Draw the hidden numbers of the people of a chunk."""
    rng = stream(seed, chunk, _STEP)
    shape = (len(conditions()), len(people))
    return Hidden(
        rng.standard_normal(len(people), dtype=np.float32),
        rng.random(shape, dtype=np.float32),
        rng.random(shape, dtype=np.float32),
    )


def log_odds(
    people: People, frailty: Floats, condition: Condition, has: dict[str, Flags]
) -> tuple[Floats, Floats]:
    """Return the log odds of `condition` apart from its level: those by age, and all the rest."""
    age = people.age_on(people.exit)
    by_age = np.interp(age, KNOT_AGES, condition.knots)
    rest = condition.male * ~people.female + condition.deprived * (people.deprivation - 0.5)
    rest = rest + condition.asian * (people.ethnicity == Ethnicity.ASIAN)
    rest = rest + condition.black * (people.ethnicity == Ethnicity.BLACK)
    rest = rest + condition.frailty * frailty
    for parent, more in condition.parents.items():
        rest = rest + more * has[parent]
    return by_age.astype(np.float32), rest.astype(np.float32)


def health_of(people: People, hidden: Hidden, levels: Doubles) -> Health:
    """Return the conditions of `people`, given the calibrated `levels` (log odds, one per condition)."""
    has: dict[str, Flags] = {}
    onset = np.full((len(people), len(levels)), NEVER, dtype=np.int32)
    nearness = people.nearness(people.exit)
    for column, condition in enumerate(conditions()):
        by_age, rest = log_odds(people, hidden.frailty, condition, has)
        rest = rest + np.float32(levels[column])
        usual = sigmoid(by_age + rest)
        mine = hidden.drawn[column] < sigmoid(by_age + rest + near_death(condition, nearness))
        has[condition.id] = mine
        rows = np.flatnonzero(mine)
        since = hidden.since[column, rows]
        began = _onsets(people, rows, condition, rest[rows], since * usual[rows])
        is_late = hidden.drawn[column, rows] >= usual[rows]
        onset[rows, column] = np.where(is_late, _late_onsets(people, rows, since), began)
    return Health(hidden.frailty, onset)


def near_death(condition: Condition, nearness: AnyArray) -> Floats:
    """Return what nearness of death adds to the log odds of `condition`."""
    more = condition.death + condition.frailty * FRAILTY_OF_DEATH
    return np.asarray(more * nearness, dtype=np.float32)


def _late_onsets(people: People, rows: AnyArray, drawn: Floats) -> Ints:
    """Return when each began that those near death have more than others: in the last years before."""
    days = (-np.log(np.maximum(drawn, 1e-6)) * _LAST_YEARS_DAYS).astype(np.int32) + 1
    return np.asarray(np.maximum(people.exit[rows] - days, people.born[rows]))


def _onsets(people: People, rows: AnyArray, condition: Condition, rest: Floats, chance: Floats) -> Ints:
    """Return when each began: the age at which the chance of having it had risen to `chance`."""
    rising = np.maximum.accumulate(np.array(condition.knots)) + 0.001 * np.arange(len(KNOT_AGES))
    chance = np.clip(chance, 1e-7, 1 - 1e-7)
    wanted = np.log(chance / (1 - chance)) - rest
    age = np.interp(wanted, rising, KNOT_AGES)
    lived = people.exit[rows] - people.born[rows]
    days = np.minimum((age * YEAR_DAYS).astype(np.int32), np.maximum(lived - 1, 0))
    return np.asarray(people.born[rows] + days, dtype=np.int32)

"""Medicines: repeats that follow conditions, and short courses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import NEVER, AnyArray, Doubles, Ints
from lco.records.synthetic.health import Health
from lco.records.synthetic.lives import Lives
from lco.records.synthetic.need import Need
from lco.records.synthetic.people import People
from lco.records.synthetic.reference import condition_positions, medicines
from lco.records.synthetic.spells import scattered
from lco.store.tables import Sex

_STEP = 6
_LATER_DAYS = 500
_STOPS = 0.15
_STOPS_AFTER_DAYS = 1_500


@dataclass(frozen=True)
class Prescriptions:
    """Issues in order of person: row, day, place of the medicine in `medicines()`."""

    row: Ints
    day: Ints
    medicine: Ints


def prescriptions_of(lives: Lives) -> Prescriptions:
    """Draw the issues of the years of the records."""
    rng = lives.stream(_STEP)
    repeats = _repeats(rng, lives)
    short = _short_courses(rng, lives.need)
    row, first, interval, count, medicine = (
        np.concatenate(pair) for pair in zip(repeats, short, strict=True)
    )
    order = np.argsort(row.astype(np.uint16), kind="stable")
    row, first, interval, count, medicine = (
        column[order].astype(np.int32) for column in (row, first, interval, count, medicine)
    )
    total = int(count.sum())
    issue = np.arange(total, dtype=np.int32)
    issue -= np.repeat((np.cumsum(count) - count).astype(np.int32), count)
    issue *= np.repeat(interval, count)
    issue += np.repeat(first, count)
    return Prescriptions(np.repeat(row, count), issue, np.repeat(medicine, count))


Courses = tuple[AnyArray, AnyArray, AnyArray, AnyArray, AnyArray]


def _chances(people: People, health: Health) -> Doubles:
    """Return the chance that a person is ever on each repeat medicine: person x medicine."""
    positions = condition_positions()
    age = people.age_on(people.exit)
    columns = []
    for medicine in medicines():
        not_on = np.ones(len(people))
        may = (age >= medicine.from_age) & (age < medicine.to_age)
        if medicine.sex is not None:
            may &= people.female == (medicine.sex == Sex.FEMALE)
        not_on -= np.where(may, medicine.base, 0)
        for condition, chance in medicine.conditions.items():
            not_on *= np.where(health.onset[:, positions[condition]] < NEVER, 1 - chance, 1)
        columns.append(1 - not_on if medicine.interval_days else np.zeros(len(people)))
    return np.stack(columns, axis=1)


def _repeats(rng: np.random.Generator, lives: Lives) -> Courses:
    people, health = lives.people, lives.health
    chances = _chances(people, health)
    row, medicine = np.nonzero(rng.random(chances.shape, np.float32) < chances)
    interval = np.array([one.interval_days for one in medicines()])[medicine]
    begun = _begins(rng, lives, row, medicine)
    starts = np.maximum(lives.plan.starts, people.entry[row])
    first = np.maximum(begun, starts) + (rng.random(len(row)) * interval).astype(np.int64)
    stops = rng.random(len(row)) < _STOPS
    last = np.where(stops, begun + rng.exponential(_STOPS_AFTER_DAYS, len(row)), people.exit[row])
    last = np.minimum(last, people.exit[row]).astype(np.int64)
    count = np.maximum(-((first - last) // interval), 0)
    return row, first, interval, count, medicine


def _begins(rng: np.random.Generator, lives: Lives, row: AnyArray, medicine: AnyArray) -> AnyArray:
    """Return the day each course could begin: some time after the first of its conditions began."""
    people, health = lives.people, lives.health
    positions = condition_positions()
    begun = np.zeros(len(row), dtype=np.int64)
    for place, one in enumerate(medicines()):
        mine = np.flatnonzero(medicine == place)
        if one.conditions:
            columns = [positions[condition] for condition in one.conditions]
            begun[mine] = health.onset[row[mine]][:, columns].min(axis=1)
            # On it for another reason: from the age at which it is given.
            begun[mine] = np.where(begun[mine] >= NEVER, 0, begun[mine])
        by_age = people.born[row[mine]] + (one.from_age * 365.25)
        begun[mine] = np.maximum(begun[mine], by_age)
    return begun + (rng.random(len(row)) * _LATER_DAYS).astype(np.int64)


def _short_courses(rng: np.random.Generator, need: Need) -> Courses:
    # Who needs more care also gets more short courses.
    more = np.minimum(np.exp(np.float32(0.6) * need.lasting + np.float32(0.2) * need.passing), 8.0) / 1.15
    places = [place for place, medicine in enumerate(medicines()) if not medicine.interval_days]
    a_year = np.array([medicines()[place].base for place in places])
    row, _, day = scattered(rng, need, a_year.sum() * more * need.years)
    drawn = np.searchsorted(np.cumsum(a_year) / a_year.sum(), rng.random(len(row), np.float32))
    one = np.ones(len(row), dtype=np.int32)
    return row, day, one, one, np.array(places, dtype=np.int32)[np.minimum(drawn, len(places) - 1)]

"""Hospital spells: emergency, planned and maternity ones, their length and their main diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import AnyArray, Bytes, Flags, Floats, Ints
from lco.records.synthetic.diagnosing import drawn_diagnoses
from lco.records.synthetic.lives import Lives
from lco.records.synthetic.model import BACK_AFTER_DAYS, DIES_IN_HOSPITAL, MOST_A_YEAR, Model
from lco.records.synthetic.need import Need
from lco.records.synthetic.people import People
from lco.store.tables import AdmissionMethod

_STEP = 4
_DAY_CASES = 0.82
_LONGEST_DAYS = 180
_SPREAD = 0.8
_MAY_BE_MOTHER = (15, 50)


@dataclass(frozen=True)
class Spells:
    """Spells in order of person and first day.

    `end` is the day of discharge, `diagnosis` a place in `diagnoses()`.
    """

    row: Ints
    start: Ints
    end: Ints
    method: Bytes
    diagnosis: Ints

    @property
    def is_emergency(self) -> Flags:
        """Say which spells began as an emergency."""
        return np.asarray(self.method == AdmissionMethod.EMERGENCY)

    @property
    def nights(self) -> Ints:
        """Return bed-days: nights from first day to discharge."""
        return self.end - self.start


def spells_of(lives: Lives, model: Model) -> Spells:
    """Draw the spells of `lives` in the years of the records, without two at a time for one person."""
    rng = lives.stream(_STEP)
    people, need = lives.people, lives.need
    parts = [
        _emergencies(rng, people, need, model),
        _planned(rng, need, model),
        _births(rng, people, need),
        _last(rng, people, need),
    ]
    row = np.concatenate([part[0] for part in parts])
    start = np.concatenate([part[1] for part in parts])
    end = np.concatenate([part[2] for part in parts])
    method = np.repeat([2, 1, 3, 2], [len(part[0]) for part in parts]).astype(np.int8)
    order = np.lexsort((start, row))
    row, start, end, method = row[order], start[order], end[order], method[order]
    row, start, end, method = _one_at_a_time(people, row, start, end, method)
    diagnosis = drawn_diagnoses(rng, lives, row, start, method)
    return Spells(row, start, end, method, diagnosis)


Part = tuple[Ints, Ints, Ints]


def scattered(rng: np.random.Generator, need: Need, mean: Floats) -> tuple[Ints, Ints, Ints]:
    """Draw events of a mean number per person and year: row, year and day of each, in this order."""
    counts = rng.poisson(mean).astype(np.int32).ravel()
    cell = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    day = need.first.ravel()[cell] + (rng.random(len(cell), np.float32) * need.days.ravel()[cell]).astype(
        np.int32
    )
    years = need.first.shape[1]
    return cell // years, cell % years, day


def rate_of(need: Need, model: Model, service: str) -> Floats:
    """Return expected events of `service` per person and year."""
    rate = np.minimum(
        model.services[service][need.band] * need.pull(service), np.float32(MOST_A_YEAR[service])
    )
    return np.asarray(rate * need.years)


def _emergencies(rng: np.random.Generator, people: People, need: Need, model: Model) -> Part:
    row, year, start = scattered(rng, need, rate_of(need, model, "emergency"))
    end = start + _emergency_nights(rng, need, row, year)
    again = np.flatnonzero(rng.random(len(row)) < model.readmitted)
    # Most of them within thirty days of going home.
    back = end[again] + 1 + rng.exponential(BACK_AFTER_DAYS, len(again)).astype(np.int32)
    in_time = back < people.exit[row[again]]
    again, back = again[in_time], back[in_time]
    more = back + _emergency_nights(rng, need, row[again], year[again])
    return (
        np.concatenate([row, row[again]]),
        np.concatenate([start, back]),
        np.concatenate([end, more]),
    )


def _emergency_nights(rng: np.random.Generator, need: Need, row: Ints, year: Ints) -> Ints:
    band = need.band[row, year]
    same_day = np.array([0.42, 0.5, 0.45, 0.42, 0.34, 0.24, 0.18, 0.14])[band]
    mean = np.array([1.6, 1.7, 2.4, 3.2, 5.0, 7.2, 9.0, 10.5])[band]
    nights = np.exp(np.log(mean) - 0.5 * _SPREAD**2 + _SPREAD * rng.standard_normal(len(row)))
    nights = np.where(rng.random(len(row)) < same_day, 0, 1 + nights)
    return np.minimum(nights, _LONGEST_DAYS).astype(np.int32)


def _planned(rng: np.random.Generator, need: Need, model: Model) -> Part:
    row, _, start = scattered(rng, need, rate_of(need, model, "elective"))
    nights = np.where(rng.random(len(row)) < _DAY_CASES, 0, 1 + rng.geometric(0.38, len(row)))
    return row, start, start + nights.astype(np.int32)


def _births(rng: np.random.Generator, people: People, need: Need) -> Part:
    """Return a spell for each mother on the day her child was born, once for twins."""
    child = np.flatnonzero(people.mother >= 0)
    mother, day = people.mother[child], people.born[child]
    age = people.age_on(people.exit)[mother] - (people.exit[mother] - day) / 365.25
    is_here = (day >= people.entry[mother]) & (day < people.exit[mother]) & (day >= need.first.min())
    is_here &= (age >= _MAY_BE_MOTHER[0]) & (age < _MAY_BE_MOTHER[1])
    pairs = np.unique(np.stack([mother[is_here], day[is_here]], axis=1), axis=0)
    nights = rng.integers(0, 4, len(pairs))
    return pairs[:, 0], pairs[:, 1], (pairs[:, 1] + nights).astype(np.int32)


def _last(rng: np.random.Generator, people: People, need: Need) -> Part:
    """Return the spells in which people die."""
    row = np.flatnonzero(people.died & (rng.random(len(people)) < DIES_IN_HOSPITAL)).astype(np.int32)
    nights = np.minimum(rng.exponential(9, len(row)), 90).astype(np.int32)
    start = np.maximum(people.exit[row] - nights, np.maximum(people.entry[row], need.first[row, 0]))
    return row, start.astype(np.int32), people.exit[row]


def _one_at_a_time(
    people: People, row: AnyArray, start: AnyArray, end: AnyArray, method: Bytes
) -> tuple[Ints, Ints, Ints, Bytes]:
    """End each spell before the next one of the person begins, and before they are gone."""
    end = np.minimum(end, people.exit[row])
    is_followed = row[1:] == row[:-1]
    end[:-1] = np.where(is_followed, np.minimum(end[:-1], start[1:]), end[:-1])
    return row.astype(np.int32), start.astype(np.int32), end.astype(np.int32), method

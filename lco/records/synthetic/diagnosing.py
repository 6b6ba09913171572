"""What people are in hospital for: the main diagnosis of a spell and what is written down beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lco.records.synthetic.arrays import AnyArray, Bytes, Flags, Floats, Ints
from lco.records.synthetic.dictionary import Codes
from lco.records.synthetic.health import Health
from lco.records.synthetic.lives import Lives
from lco.records.synthetic.people import People
from lco.records.synthetic.reference import Diagnosis, condition_positions, diagnoses
from lco.store.tables import AdmissionMethod

_CHILD, _OLDER = 16, 65
_WRITTEN_DOWN = 0.82
_ROLES = {
    AdmissionMethod.EMERGENCY: ("emergency", "fall"),
    AdmissionMethod.ELECTIVE: ("elective",),
    AdmissionMethod.MATERNITY: ("maternity",),
}


def age_groups(age: AnyArray) -> Ints:
    """Return 0 for children, 1 for adults, 2 for people of 65 and over."""
    return np.asarray((age >= _CHILD).astype(np.int32) + (age >= _OLDER), dtype=np.int32)


def _weights(rows: Sequence[Diagnosis], age: AnyArray, active: Flags) -> Floats:
    """Return the weight of each diagnosis for each spell: spell x diagnosis."""
    base = np.array([row.weights for row in rows], dtype=np.float32).T
    weights = base[age_groups(age)]
    positions = condition_positions()
    for column, row in enumerate(rows):
        for condition, factor in row.conditions.items():
            weights[active[:, positions[condition]], column] *= np.float32(factor)
    return weights


def drawn_diagnoses(rng: np.random.Generator, lives: Lives, row: Ints, start: Ints, method: Bytes) -> Ints:
    """Return the main diagnosis of each spell, as a place in `diagnoses()`."""
    age = lives.age(row, start)
    health = lives.health
    chosen = np.zeros(len(row), dtype=np.int32)
    everything = diagnoses()
    for kind, roles in _ROLES.items():
        spells = np.flatnonzero(method == kind)
        places = [place for place, diagnosis in enumerate(everything) if diagnosis.role in roles]
        active = health.onset[row[spells]] <= start[spells, None]
        weights = _weights([everything[place] for place in places], age[spells], active)
        summed = np.cumsum(weights, axis=1)
        drawn = rng.random(len(spells), np.float32) * summed[:, -1]
        column = np.minimum((summed < drawn[:, None]).sum(axis=1), len(places) - 1)
        chosen[spells] = np.array(places, dtype=np.int32)[column]
    return chosen


def written_down(
    rng: np.random.Generator, lives: Lives, codes: Codes, row: Ints, start: Ints
) -> tuple[AnyArray, AnyArray, AnyArray]:
    """Return what is written down beside the main diagnosis: place of the spell, code, whether it lasts."""
    people, health = lives.people, lives.health
    age = lives.age(row, start)
    active = health.onset[row] <= start[:, None]
    chronic = chronic_codes(people, health, codes)[row]
    noted = active & (chronic > 0) & (rng.random(active.shape, np.float32) < _WRITTEN_DOWN)
    spell, column = np.nonzero(noted)
    secondary = [place for place, diagnosis in enumerate(diagnoses()) if diagnosis.role == "secondary"]
    chance = _weights([diagnoses()[place] for place in secondary], age, active)
    more_spell, more = np.nonzero(rng.random(chance.shape, np.float32) < chance)
    return (
        np.concatenate([spell, more_spell]),
        np.concatenate([chronic[spell, column], codes.diagnosis[np.array(secondary)][more]]),
        np.concatenate([np.ones(len(spell), bool), np.zeros(len(more), bool)]),
    )


def chronic_codes(people: People, health: Health, codes: Codes) -> Ints:
    """Return the published code of each condition for each person: person x condition, 0 where none."""
    choice = people.nhs_number % codes.chronic.shape[1]
    positions = condition_positions()
    result = np.where(people.female[:, None], codes.chronic.T[choice], codes.chronic_male.T[choice])
    with_kidneys = health.has("diabetes") & health.has("chronic_kidney_disease")
    result[with_kidneys, positions["diabetes"]] = codes.diabetes_with_kidney_disease
    return np.asarray(result, dtype=np.int32)

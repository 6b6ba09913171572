"""One chunk of people as record tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from lco.records.synthetic.arrays import AnyArray, Flags, dates, first_of_month
from lco.records.synthetic.contacts import Attendances, Contacts, attendances_of, contacts_of
from lco.records.synthetic.costing import Care, costs_of, quarters_of
from lco.records.synthetic.diagnosing import chronic_codes, written_down
from lco.records.synthetic.dictionary import Codes
from lco.records.synthetic.identities import identities_of
from lco.records.synthetic.lives import Lives, lives_of
from lco.records.synthetic.model import Model
from lco.records.synthetic.moves import Periods, moves_of, ward_of
from lco.records.synthetic.people import People
from lco.records.synthetic.plan import STAYS, Plan
from lco.records.synthetic.prescribing import Prescriptions, prescriptions_of
from lco.records.synthetic.reference import medicines
from lco.records.synthetic.social_care import Packages, packages_of
from lco.records.synthetic.spells import Spells, spells_of
from lco.store.batches import arrow_schema
from lco.store.tables import IDENTITIES, TABLES, Setting, Sex

_STEP = 10
_SPELLS_A_CHUNK = 10**8

Tables = Iterator[tuple[str, pa.Table]]


@dataclass(frozen=True)
class Recipe:
    """All that makes a place: who, the calibrated model, the codes."""

    plan: Plan
    model: Model
    codes: Codes


def tables_of(recipe: Recipe, chunk: int) -> Tables:
    """Make the record tables and the identities of a chunk, one after the other, each sorted by person."""
    lives = lives_of(recipe.plan, chunk, recipe.model)
    spells = spells_of(lives, recipe.model)
    yield from _who(lives, recipe.codes)
    yield "conditions", _conditions(lives, spells, recipe.codes)
    yield "admissions", _admissions(lives, spells, recipe.codes)
    yield from _care(lives, spells, recipe)


def _who(lives: Lives, codes: Codes) -> Tables:
    plan, people = lives.plan, lives.people
    homes, registrations = moves_of(plan, lives.chunk, people)
    yield "identities", identities_of(plan, lives.chunk, people)
    yield "people", _people(people)
    yield "addresses", _addresses(plan, people, homes, codes)
    yield "registrations", _registrations(people, registrations, codes)
    yield "deaths", _deaths(people)


def _care(lives: Lives, spells: Spells, recipe: Recipe) -> Tables:
    people, plan = lives.people, lives.plan
    attendances = attendances_of(lives, recipe.model, spells)
    yield "attendances", _attendances(people, attendances)
    packages = packages_of(lives, spells)
    yield "care_packages", _packages(people, packages)
    contacts = contacts_of(lives, recipe.model)
    yield "contacts", _contacts(people, contacts)
    prescriptions = prescriptions_of(lives)
    yield "prescriptions", _prescriptions(people, prescriptions, recipe.codes)
    care = Care(spells, attendances, contacts, prescriptions, packages)
    costs = costs_of(lives, quarters_of(plan.starts, plan.ends), care)
    person = people.person[costs.row]
    yield "costs", _table("costs", person, dates(costs.day), costs.setting, costs.pence)


def _table(name: str, *columns: pa.Array | AnyArray) -> pa.Table:
    table = IDENTITIES if name == "identities" else TABLES[name]
    return pa.table([pa.array(column) for column in columns], schema=arrow_schema(table))


def _people(people: People) -> pa.Table:
    sex = np.where(people.female, Sex.FEMALE, Sex.MALE).astype(np.int8)
    return _table("people", people.person, dates(first_of_month(people.born)), sex, people.ethnicity)


def _addresses(plan: Plan, people: People, homes: Periods, codes: Codes) -> pa.Table:
    unknown = homes.value < 0
    lsoa = pa.array(codes.lsoa[homes.value], mask=unknown)
    ward = pa.array(codes.ward[ward_of(plan.facts, np.maximum(homes.value, 0))], mask=unknown)
    ends = dates(homes.end, homes.is_open)
    return _table("addresses", people.person[homes.row], lsoa, ward, dates(homes.start), ends)


def _registrations(people: People, periods: Periods, codes: Codes) -> pa.Table:
    practice = codes.practice[periods.value]
    ends = dates(periods.end, periods.is_open)
    return _table("registrations", people.person[periods.row], practice, dates(periods.start), ends)


def _deaths(people: People) -> pa.Table:
    row = np.flatnonzero(people.died)
    return _table("deaths", people.person[row], dates(people.exit[row]))


def _is_open(people: People, spells: Spells) -> Flags:
    is_last_day = spells.end == people.exit[spells.row]
    return np.asarray(is_last_day & (people.group[spells.row] == STAYS))


def _admissions(lives: Lives, spells: Spells, codes: Codes) -> pa.Table:
    people = lives.people
    number = lives.chunk * _SPELLS_A_CHUNK + np.arange(1, len(spells.row) + 1, dtype=np.int64)
    ends = dates(spells.end, _is_open(people, spells))
    code = codes.diagnosis[spells.diagnosis]
    return _table(
        "admissions", people.person[spells.row], number, dates(spells.start), ends, spells.method, code
    )


def _attendances(people: People, found: Attendances) -> pa.Table:
    return _table("attendances", people.person[found.row], dates(found.day), found.kind, found.is_admitted)


def _contacts(people: People, found: Contacts) -> pa.Table:
    return _table("contacts", people.person[found.row], dates(found.day), found.setting)


def _prescriptions(people: People, found: Prescriptions, codes: Codes) -> pa.Table:
    items = np.array([one.items for one in medicines()], dtype=np.int16)
    return _table(
        "prescriptions",
        people.person[found.row],
        dates(found.day),
        codes.medicine[found.medicine],
        items[found.medicine],
    )


def _packages(people: People, found: Packages) -> pa.Table:
    ends = dates(found.end, found.is_open)
    return _table(
        "care_packages", people.person[found.row], found.kind, dates(found.start), ends, found.weekly_pence
    )


def _conditions(lives: Lives, spells: Spells, codes: Codes) -> pa.Table:
    """Return conditions of general practice, local and published, and those written down in hospital."""
    people = lives.people
    general, hospital = _known_to_practice(lives, codes), _known_to_hospital(lives, spells, codes)
    row, code, start, end, is_open = (np.concatenate(pair) for pair in zip(general, hospital, strict=True))
    settings = [Setting.GENERAL_PRACTICE, Setting.INPATIENT]
    setting = np.repeat(settings, [len(general[0]), len(hospital[0])]).astype(np.int8)
    order = np.argsort(row.astype(np.uint16), kind="stable")
    return _table(
        "conditions",
        people.person[row[order]],
        code[order].astype(np.int32),
        dates(start[order]),
        dates(end[order], is_open[order]),
        setting[order],
    )


Noted = tuple[AnyArray, AnyArray, AnyArray, AnyArray, Flags]


def _known_to_practice(lives: Lives, codes: Codes) -> Noted:
    """Return row, code, first day, end, whether it lasts: each condition and its published code."""
    people, health = lives.people, lives.health
    row, column = np.nonzero(health.onset < people.exit[:, None])
    onset = health.onset[row, column]
    chronic = chronic_codes(people, health, codes)[row, column]
    published = np.flatnonzero(chronic)
    start = np.concatenate([onset, onset[published]])
    code = np.concatenate([codes.condition[column], chronic[published]])
    return np.concatenate([row, row[published]]), code, start, start, np.ones(len(start), bool)


def _known_to_hospital(lives: Lives, spells: Spells, codes: Codes) -> Noted:
    """Return the same of each spell: main diagnosis, the fall behind it, and what is written beside it."""
    rng = lives.stream(_STEP)
    beside, beside_code, lasts = written_down(rng, lives, codes, spells.row, spells.start)
    every = np.arange(len(spells.row))
    fell = np.flatnonzero(codes.extra[spells.diagnosis])
    spell = np.concatenate([every, fell, beside])
    main = spells.diagnosis
    code = np.concatenate([codes.diagnosis[main], codes.extra[main[fell]], beside_code])
    is_open = np.concatenate([np.zeros(len(every) + len(fell), bool), lasts])
    end = np.maximum(spells.end, spells.start + 1)
    return spells.row[spell], code, spells.start[spell], end[spell], is_open

"""Social care packages: home care, reablement after hospital, direct payments, care homes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import YEAR_DAYS, AnyArray, Bytes, Flags, Ints, sigmoid
from lco.records.synthetic.health import FRAILTY_OF_DEATH, Health
from lco.records.synthetic.lives import Lives
from lco.records.synthetic.need import Need
from lco.records.synthetic.people import People
from lco.records.synthetic.plan import DIED, STAYS
from lco.records.synthetic.reference import pence
from lco.records.synthetic.spells import Spells, scattered
from lco.store.tables import PackageKind

_STEP = 8
OLD = 65
_HOME_LEVEL = {DIED: -3.6, STAYS: -5.4}
_STAY_DAYS = 700
_NURSING = 0.4
_HOME_CARE_DAYS = 520
_REABLED = 0.09
_REABLEMENT_DAYS = 42
_DIRECT_PAYMENT = 0.12
_WEEKLY = {
    PackageKind.HOME_CARE: "home_care_week",
    PackageKind.REABLEMENT: "reablement_week",
    PackageKind.RESIDENTIAL: "residential_week",
    PackageKind.NURSING: "nursing_week",
    PackageKind.DIRECT_PAYMENT: "direct_payment_week",
}


@dataclass(frozen=True)
class Packages:
    """Packages in order of person and first day; `is_open` while they last."""

    row: Ints
    kind: Bytes
    start: Ints
    end: Ints
    is_open: Flags
    weekly_pence: Ints


Part = tuple[AnyArray, AnyArray, AnyArray, AnyArray]


def packages_of(lives: Lives, spells: Spells) -> Packages:
    """Draw the packages of `lives`: care at home ends where life in a care home begins."""
    rng, people, health = lives.stream(_STEP), lives.people, lives.health
    homes = _care_homes(rng, people, health)
    moved_in = people.exit.copy()
    moved_in[homes[0]] = homes[2]
    parts = (
        homes,
        _home_care(rng, lives.need),
        _reablement(rng, people, spells),
        _direct(rng, people, health),
    )
    row, kind, start, end = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    is_home = (kind == PackageKind.RESIDENTIAL) | (kind == PackageKind.NURSING)
    end = np.minimum(end, np.where(is_home, people.exit[row], moved_in[row]))
    order = np.lexsort((start, kind, row))
    row, kind, start, end = row[order], kind[order], start[order], end[order]
    same = (row[1:] == row[:-1]) & (kind[1:] == kind[:-1])
    end[:-1] = np.where(same, np.minimum(end[:-1], start[1:]), end[:-1])
    keep = np.flatnonzero(end > start)
    row, kind, start, end = row[keep], kind[keep], start[keep], end[keep]
    is_open = (end == people.exit[row]) & (people.group[row] == STAYS)
    weekly = _weekly(rng, kind)
    return Packages(
        row.astype(np.int32),
        kind.astype(np.int8),
        start.astype(np.int32),
        end.astype(np.int32),
        is_open,
        weekly,
    )


def _weekly(rng: np.random.Generator, kind: AnyArray) -> Ints:
    table = np.zeros(max(PackageKind) + 1)
    for package, name in _WEEKLY.items():
        table[package] = pence()[name]
    pounds = table[kind] * np.exp(0.2 * rng.standard_normal(len(kind)) - 0.02) / 100
    return (np.round(pounds) * 100).astype(np.int32)


def _care_homes(rng: np.random.Generator, people: People, health: Health) -> Part:
    """Draw who lives in a care home at the end of their time here, and since when."""
    age = people.age_on(people.exit)
    frailty = health.frailty + FRAILTY_OF_DEATH * people.nearness(people.exit)
    odds = 0.07 * (age - 80) + 0.6 * frailty + 1.6 * health.has("dementia") + 1.2 * health.has("frailty")
    level = np.select([people.group == group for group in _HOME_LEVEL], list(_HOME_LEVEL.values()), -20.0)
    row = np.flatnonzero((age > OLD + 0.2) & (rng.random(len(people)) < sigmoid(odds + level)))
    turned_old = people.born[row] + int(np.ceil(OLD * YEAR_DAYS)) + 1
    start = people.exit[row] - 1 - rng.exponential(_STAY_DAYS, len(row)).astype(np.int32)
    start = np.minimum(np.maximum(start, np.maximum(turned_old, people.entry[row])), people.exit[row] - 1)
    kind = np.where(rng.random(len(row)) < _NURSING, PackageKind.NURSING, PackageKind.RESIDENTIAL)
    return row, kind, start, people.exit[row]


def _home_care(rng: np.random.Generator, need: Need) -> Part:
    by_age = np.array([0, 0, 0.0004, 0.0006, 0.0015, 0.005, 0.014, 0.035], dtype=np.float32)
    mean = np.minimum(by_age[need.band] * need.pull("community") / 2, 0.6) * need.years
    row, _, start = scattered(rng, need, mean)
    end = start + 14 + rng.exponential(_HOME_CARE_DAYS, len(row)).astype(np.int32)
    return row, np.full(len(row), PackageKind.HOME_CARE), start, end


def _reablement(rng: np.random.Generator, people: People, spells: Spells) -> Part:
    age = people.age_on(people.exit)[spells.row] - (people.exit[spells.row] - spells.start) / YEAR_DAYS
    likely = spells.is_emergency & (spells.nights >= 3) & (age >= OLD)
    chosen = np.flatnonzero(likely & (rng.random(len(spells.row)) < _REABLED))
    row, start = spells.row[chosen], spells.end[chosen]
    return row, np.full(len(row), PackageKind.REABLEMENT), start, start + _REABLEMENT_DAYS


def _direct(rng: np.random.Generator, people: People, health: Health) -> Part:
    grown = people.born + int(18 * YEAR_DAYS) + 1
    likely = health.has("learning_disability") & (grown < people.exit)
    row = np.flatnonzero(likely & (rng.random(len(people)) < _DIRECT_PAYMENT))
    start = np.maximum(grown[row], people.entry[row])
    return row, np.full(len(row), PackageKind.DIRECT_PAYMENT), start, people.exit[row]

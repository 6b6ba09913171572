"""What care cost: a row per spell, attendance and clinic contact, and a row per person, quarter and setting
for general practice, community and mental health teams, prescribing and social care.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import AnyArray, Bytes, Ints, Longs, day_number, day_of
from lco.records.synthetic.contacts import Attendances, Contacts
from lco.records.synthetic.lives import Lives
from lco.records.synthetic.prescribing import Prescriptions
from lco.records.synthetic.reference import medicines, pence
from lco.records.synthetic.social_care import Packages
from lco.records.synthetic.spells import Spells
from lco.store.tables import AdmissionMethod, AttendanceKind, Setting

_STEP = 9
_COUNTED = (
    (Setting.GENERAL_PRACTICE, "gp_contact"),
    (Setting.COMMUNITY, "community_contact"),
    (Setting.MENTAL_HEALTH, "mental_health_contact"),
)
"""Settings whose contacts are counted by quarter, and the unit cost of one."""
_LONG_NIGHTS = 7.5
_PLANNED_NIGHTS = 3.6
_FIXED = 0.45


@dataclass(frozen=True)
class Costs:
    """Costs in order of person."""

    row: Ints
    day: Ints
    setting: Bytes
    pence: Longs


@dataclass(frozen=True)
class Quarters:
    """Calendar quarters of the records: their first days (and the one after), the quarter of each day."""

    starts: int
    firsts: Ints
    of_day: Ints

    def of(self, day: AnyArray) -> Ints:
        """Return the number of the quarter of each day."""
        return np.asarray(self.of_day[day - self.starts])

    def __len__(self) -> int:
        return len(self.firsts) - 1


def quarters_of(starts: int, ends: int) -> Quarters:
    """Return the calendar quarters that hold the days from `starts` up to and without `ends`."""
    first = day_of(starts)
    month = (first.month - 1) // 3 * 3 + 1
    firsts = [day_number(first.replace(month=month, day=1))]
    while firsts[-1] < ends:
        last = day_of(firsts[-1])
        later = (
            last.replace(year=last.year + 1, month=1)
            if last.month == 10
            else last.replace(month=last.month + 3)
        )
        firsts.append(day_number(later))
    bounds = np.array(firsts, dtype=np.int32)
    of_day = np.searchsorted(bounds, np.arange(starts, ends), side="right") - 1
    return Quarters(starts, bounds, of_day.astype(np.int32))


def spell_pence(rng: np.random.Generator, spells: Spells) -> Longs:
    """Return the cost of each spell: the mean of its kind, with more for more nights."""
    unit, nights = pence(), spells.nights
    longer = _FIXED + (1 - _FIXED) * nights / _LONG_NIGHTS
    emergency = np.where(nights < 2, unit["emergency_short"], unit["emergency_long"] * longer)
    longer = _FIXED + (1 - _FIXED) * nights / _PLANNED_NIGHTS
    planned = np.where(nights < 1, unit["elective_day"], unit["elective_stay"] * longer)
    mean = np.where(spells.is_emergency, emergency, planned)
    mean = np.where(spells.method == AdmissionMethod.MATERNITY, unit["maternity"], mean)
    return np.asarray(mean * np.exp(0.3 * rng.standard_normal(len(nights)) - 0.045), dtype=np.int64)


@dataclass(frozen=True)
class Care:
    """All care of a chunk that costs something."""

    spells: Spells
    attendances: Attendances
    contacts: Contacts
    prescriptions: Prescriptions
    packages: Packages


def costs_of(lives: Lives, quarters: Quarters, care: Care) -> Costs:
    """Return all costs of the chunk."""
    rng = lives.stream(_STEP)
    contacts, attendances, spells = care.contacts, care.attendances, care.spells
    unit = pence()
    clinic = np.flatnonzero(contacts.setting == Setting.OUTPATIENT)
    clinic_pence = (unit["outpatient"] * (0.5 + rng.random(len(clinic), np.float32))).astype(np.int64)
    is_walk_in = attendances.kind == AttendanceKind.WALK_IN_CENTRE
    door_pence = np.where(is_walk_in, unit["walk_in"], unit["attendance"])
    door_pence = (door_pence * (0.6 + 0.8 * rng.random(len(door_pence), np.float32))).astype(np.int64)
    parts = (
        *_quarterly(lives, quarters, care),
        (contacts.row[clinic], contacts.day[clinic], _same(Setting.OUTPATIENT, clinic), clinic_pence),
        (attendances.row, attendances.day, _same(Setting.EMERGENCY_DEPARTMENT, is_walk_in), door_pence),
        (spells.row, spells.start, _same(Setting.INPATIENT, spells.row), spell_pence(rng, spells)),
    )
    row, day, setting, amount = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(row.astype(np.uint16), kind="stable")
    return Costs(row[order], day[order], setting[order], amount[order])


def _same(setting: Setting, like: AnyArray) -> Bytes:
    return np.full(len(like), setting, dtype=np.int8)


Rows = tuple[AnyArray, AnyArray, Bytes, Longs]


def _quarterly(lives: Lives, quarters: Quarters, care: Care) -> Iterator[Rows]:
    """Return the rows of each setting that is counted by person and quarter."""
    contacts, prescriptions = care.contacts, care.prescriptions
    count = len(quarters)
    size = len(lives.people) * count
    place_of = np.zeros(max(Setting) + 1, dtype=np.int32)
    for place, (setting, _) in enumerate(_COUNTED, start=1):
        place_of[setting] = place * size
    key = contacts.row * count + quarters.of(contacts.day) + place_of[contacts.setting]
    counts = np.bincount(key, minlength=size * (len(_COUNTED) + 1))
    for place, (setting, unit) in enumerate(_COUNTED, start=1):
        yield _rows(lives, quarters, setting, counts[place * size : (place + 1) * size] * pence()[unit])
    yield _rows(lives, quarters, Setting.SOCIAL_CARE, _social(care.packages, quarters, size))
    item_pence = np.array([one.items * one.pence_per_item for one in medicines()], dtype=np.float64)
    key = prescriptions.row * count + quarters.of(prescriptions.day)
    amounts = np.bincount(key, item_pence[prescriptions.medicine], size).astype(np.int64)
    yield _rows(lives, quarters, Setting.PRESCRIBING, amounts)


def _rows(lives: Lives, quarters: Quarters, setting: Setting, amounts: Longs) -> Rows:
    """Return a row for each person and quarter whose amount is not nothing."""
    found = np.flatnonzero(amounts != 0).astype(np.int32)
    row = found // np.int32(len(quarters))
    quarter = found - row * np.int32(len(quarters))
    day = np.maximum(quarters.firsts[quarter], np.maximum(lives.people.entry, quarters.starts)[row])
    return row, day.astype(np.int32), _same(setting, row), amounts[found]


def _social(packages: Packages, quarters: Quarters, size: int) -> Longs:
    count = len(quarters)
    firsts, lasts = (
        quarters.firsts[:-1],
        np.minimum(quarters.firsts[1:], quarters.starts + len(quarters.of_day)),
    )
    firsts = np.maximum(firsts, quarters.starts)
    days = np.minimum(packages.end[:, None], lasts) - np.maximum(packages.start[:, None], firsts)
    package, quarter = np.nonzero(days > 0)
    amount = packages.weekly_pence[package] / 7 * days[package, quarter]
    return np.bincount(packages.row[package] * count + quarter, amount, size).astype(np.int64)

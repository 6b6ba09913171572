"""What care cost: a row per spell, attendance and clinic contact, and a row per person, quarter and setting
for general practice, community and mental health teams, prescribing and social care.
"""

from __future__ import annotations

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
_QUARTERLY = (
    Setting.GENERAL_PRACTICE,
    Setting.COMMUNITY,
    Setting.MENTAL_HEALTH,
    Setting.SOCIAL_CARE,
    Setting.PRESCRIBING,
)
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
    rng, people = lives.stream(_STEP), lives.people
    contacts, attendances, spells = care.contacts, care.attendances, care.spells
    unit = pence()
    clinic = np.flatnonzero(contacts.setting == Setting.OUTPATIENT)
    clinic_pence = (unit["outpatient"] * (0.5 + rng.random(len(clinic), np.float32))).astype(np.int64)
    is_walk_in = attendances.kind == AttendanceKind.WALK_IN_CENTRE
    door_pence = np.where(is_walk_in, unit["walk_in"], unit["attendance"])
    door_pence = (door_pence * (0.6 + 0.8 * rng.random(len(door_pence), np.float32))).astype(np.int64)
    amounts = _quarterly(len(people), quarters, care)
    person, quarter, column = np.nonzero(amounts)
    day = np.maximum(quarters.firsts[quarter], np.maximum(people.entry[person], quarters.starts))
    parts: tuple[tuple[AnyArray, ...], ...] = (
        (person, day, np.array(_QUARTERLY, np.int8)[column], amounts[person, quarter, column]),
        (contacts.row[clinic], contacts.day[clinic], _same(Setting.OUTPATIENT, clinic), clinic_pence),
        (attendances.row, attendances.day, _same(Setting.EMERGENCY_DEPARTMENT, is_walk_in), door_pence),
        (spells.row, spells.start, _same(Setting.INPATIENT, spells.row), spell_pence(rng, spells)),
    )
    rows, days, settings, amounts_in_pence = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(rows.astype(np.uint16), kind="stable")
    return Costs(
        rows[order].astype(np.int32), days[order].astype(np.int32), settings[order], amounts_in_pence[order]
    )


def _same(setting: Setting, like: AnyArray) -> Bytes:
    return np.full(len(like), setting, dtype=np.int8)


def _quarterly(people: int, quarters: Quarters, care: Care) -> Longs:
    """Return pence by person x quarter x setting of `_QUARTERLY`."""
    contacts, prescriptions = care.contacts, care.prescriptions
    unit, count = pence(), len(quarters)
    size = people * count
    column_of = np.full(max(Setting) + 1, -1, dtype=np.int32)
    column_of[[Setting.GENERAL_PRACTICE, Setting.COMMUNITY, Setting.MENTAL_HEALTH]] = [0, 1, 2]
    column_of[Setting.OUTPATIENT] = 3
    key = (contacts.row * count + quarters.of(contacts.day)) * 4 + column_of[contacts.setting]
    counts = np.bincount(key, minlength=size * 4).reshape(size, 4)
    amounts = np.zeros((size, 5), dtype=np.int64)
    for column, name in enumerate(("gp_contact", "community_contact", "mental_health_contact")):
        amounts[:, column] = counts[:, column] * unit[name]
    amounts[:, 3] = _social(care.packages, quarters, size)
    item_pence = np.array([one.items * one.pence_per_item for one in medicines()], dtype=np.float64)
    key = prescriptions.row * count + quarters.of(prescriptions.day)
    amounts[:, 4] = np.bincount(key, item_pence[prescriptions.medicine], size)
    return amounts.reshape(people, count, 5)


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

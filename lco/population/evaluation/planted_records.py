"""What the records of a made-up place show of each person before a day, and what happens afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lco.population.evaluation.candidates import Doubles, Longs, YearPair
from lco.records.synthetic.arrays import YEAR_DAYS, AnyArray
from lco.records.synthetic.contacts import CONTACTS, Contacts, attendances_of, contacts_of
from lco.records.synthetic.lives import Lives, lives_of
from lco.records.synthetic.model import Model
from lco.records.synthetic.plan import Plan
from lco.records.synthetic.spells import Spells, spells_of

_QUARTER_DAYS = 90
_YEAR = 365
_LABELS = {
    "age": "age",
    "age_squared": "age, squared",
    "is_female": "sex",
    "deprivation": "deprivation",
    "conditions": "long-term conditions",
    "emergency_admissions_0_90": "emergency admissions in the last 3 months",
    "emergency_admissions_91_365": "emergency admissions 3 to 12 months ago",
    "emergency_admissions_366_730": "emergency admissions the year before last",
    "attendances": "emergency attendances in 12 months",
    "attendances_366_730": "emergency attendances the year before last",
    "elective_admissions": "planned admissions in 12 months",
    "bed_days": "nights in hospital in 12 months",
    "gp": "contacts with general practice in 12 months",
    "community": "contacts with community health care in 12 months",
    "outpatient": "outpatient appointments in 12 months",
    "mental_health": "contacts with mental health care in 12 months",
}


@dataclass(frozen=True)
class Year:
    """Residents on the day the follow-up begins, one entry each.

    `before` and `earlier` are emergency admissions in the year before and the one before that, `after`
    those of the follow-up, for `after_years` of it. `unseen` is passing need in the follow-up, standard
    normal, that nothing in the records shows.
    """

    known: dict[str, Doubles]
    before: Longs
    earlier: Longs
    after: Longs
    after_years: Doubles
    unseen: Doubles
    unselected: YearPair

    @property
    def attendances(self) -> Doubles:
        """Return emergency attendances in the year before."""
        return self.known["attendances"]

    @property
    def nights(self) -> Doubles:
        """Return nights in hospital in the year before."""
        return self.known["bed_days"]

    @property
    def conditions(self) -> Doubles:
        """Return long-term conditions known on the day."""
        return self.known["conditions"]


def residents_of(plan: Plan, model: Model, *, start: int) -> Year:
    """Draw the people of a plan and return those who live in the place on day number `start`."""
    parts = [_of_chunk(lives_of(plan, chunk, model), model, start) for chunk in range(plan.chunks)]
    known = {name: np.concatenate([part.known[name] for part in parts]) for name in parts[0].known}
    rest = ("before", "earlier", "after", "after_years", "unseen")
    pairs = [part.unselected for part in parts]
    of_pair = ("counts", "next", "next_years")
    unselected = YearPair(*(np.concatenate([getattr(pair, name) for pair in pairs]) for name in of_pair))
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in rest}
    return Year(known, unselected=unselected, **joined)


def covariates_of(year: Year) -> tuple[tuple[str, ...], tuple[str, ...], Doubles]:
    """Return names, names in words, and values (people x covariates) of what matching looks at."""
    names = tuple(_LABELS)
    return names, tuple(_LABELS.values()), np.column_stack([year.known[name] for name in names])


def _of_chunk(lives: Lives, model: Model, start: int) -> Year:
    people = lives.people
    spells = spells_of(lives, model)
    count = _Counter(lives, start)
    urgent = spells.is_emergency
    lived_in = (people.entry <= start) & (people.exit > start)
    admissions = {
        name: count.of(spells.row[urgent], spells.start[urgent], *window) for name, window in _WINDOWS.items()
    }
    known = count.demographics() | _use(lives, model, spells, count)
    known |= {f"emergency_admissions_{name}": admissions[name] for name in ("0_90", "91_365", "366_730")}
    days = np.clip(people.exit - start, 0, _YEAR) / YEAR_DAYS
    return Year(
        known={name: values[lived_in] for name, values in known.items()},
        before=(admissions["0_90"] + admissions["91_365"])[lived_in].astype(np.int64),
        earlier=admissions["366_730"][lived_in].astype(np.int64),
        after=admissions["after"][lived_in].astype(np.int64),
        after_years=days[lived_in].astype(np.float64),
        unseen=lives.need.passing[:, -1][lived_in].astype(np.float64),
        unselected=_a_year_before(lives, admissions, start),
    )


def _a_year_before(lives: Lives, admissions: dict[str, Doubles], start: int) -> YearPair:
    """Return everybody of the place a year before the start, those who died since included."""
    people = lives.people
    lived_in = (people.entry <= start - _YEAR) & (people.exit > start - _YEAR)
    years = np.clip(people.exit - start + _YEAR, 0, _YEAR) / YEAR_DAYS
    year = admissions["0_90"] + admissions["91_365"]
    return YearPair(admissions["366_730"][lived_in], year[lived_in], years[lived_in].astype(np.float64))


# Days before the start, as in the feature table; the follow-up lies after it.
_WINDOWS = {
    "0_90": (-_QUARTER_DAYS, 0),
    "91_365": (-_YEAR, -_QUARTER_DAYS),
    "366_730": (-2 * _YEAR, -_YEAR),
    "after": (0, _YEAR),
}


@dataclass(frozen=True)
class _Counter:
    """Counts events of a chunk's people in windows of days around the start."""

    lives: Lives
    start: int

    def of(self, row: AnyArray, day: AnyArray, first: int, last: int) -> Doubles:
        inside = (day >= self.start + first) & (day < self.start + last)
        return np.bincount(row[inside], minlength=len(self.lives.people)).astype(np.float64)

    def demographics(self) -> dict[str, NDArray[np.float64]]:
        people = self.lives.people
        age = people.age_on(self.start).astype(np.float64)
        conditions = (self.lives.health.onset < self.start).sum(axis=1)
        return {
            "age": age,
            "age_squared": age**2,
            "is_female": people.female.astype(np.float64),
            "deprivation": people.deprivation.astype(np.float64),
            "conditions": conditions.astype(np.float64),
        }


def _use(lives: Lives, model: Model, spells: Spells, count: _Counter) -> dict[str, Doubles]:
    seen = attendances_of(lives, model, spells)
    planned_ = spells.method == 1
    first, last = count.start - _YEAR, count.start
    nights = np.clip(np.minimum(spells.end, last) - np.maximum(spells.start, first), 0, None)
    return {
        "attendances": count.of(seen.row, seen.day, -_YEAR, 0),
        "attendances_366_730": count.of(seen.row, seen.day, -2 * _YEAR, -_YEAR),
        "elective_admissions": count.of(spells.row[planned_], spells.start[planned_], -_YEAR, 0),
        "bed_days": np.bincount(spells.row, nights, len(lives.people)).astype(np.float64),
    } | _contacts(contacts_of(lives, model), count)


def _contacts(contacts: Contacts, count: _Counter) -> dict[str, Doubles]:
    found = {}
    for service, setting in CONTACTS:
        mine = contacts.setting == setting
        found[service] = count.of(contacts.row[mine], contacts.day[mine], -_YEAR, 0)
    return found

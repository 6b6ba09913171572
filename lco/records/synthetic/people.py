"""The people of a chunk: ages, when they came and went, households, where they live, ethnicity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.ages import OLDEST
from lco.records.synthetic.arrays import YEAR_DAYS, AnyArray, Bytes, Flags, Floats, Ints, Longs, pick, stream
from lco.records.synthetic.households import Households, households
from lco.records.synthetic.plan import DIED, LEFT, STAYS, Plan
from lco.store.tables import Ethnicity

_STEP = 1
_OWN_ETHNICITY = 0.05
NEAR_DAYS = 1_600.0


@dataclass(frozen=True)
class People:
    """The people of a chunk, one entry each, in order of pseudonym.

    `female` is what health and family depend on. `entry` is the first day in the place, `exit` the first day
    no longer there: the day of death for the dead, the day after the records for those who stay. `death` is
    the day everybody dies one day, mostly after the records.
    """

    person: Longs
    nhs_number: Longs
    group: Bytes
    female: Flags
    ward: Ints
    lsoa: Ints
    deprivation: Floats
    ethnicity: Bytes
    household: Ints
    mother: Ints
    born: Ints
    entry: Ints
    exit: Ints
    death: Ints

    def nearness(self, day: AnyArray) -> AnyArray:
        """Return how near death is on `day`: 1 on the day itself, falling by time constant `NEAR_DAYS`.

        It depends on nobody's being observed, so that the last years of the records are like the first.
        """
        left = np.maximum(self.death.reshape(-1, *[1] * (np.ndim(day) - 1)) - day, 0)
        return np.asarray(np.exp(-left / NEAR_DAYS))

    @property
    def died(self) -> Flags:
        """Say who died in the years of the records."""
        return np.asarray(self.group == DIED)

    def __len__(self) -> int:
        return len(self.person)

    def age_on(self, day: AnyArray | int) -> Floats:
        """Return the age in years on `day` (a day, or one per person)."""
        return np.asarray((day - self.born) / YEAR_DAYS, dtype=np.float32)


def people_of(plan: Plan, part: slice, number: int) -> People:
    """Draw the people of a `part` of the plan, with the random numbers of chunk `number`."""
    rng = stream(plan.seed, number, _STEP)
    group, ward, band, sex = np.unravel_index(plan.cell[part], (3, *plan.facts.population.shape))
    cell = Cells(group, ward, band, sex)
    age = _ages(plan, rng, cell)
    pool = ward * 2 + (group == LEFT)
    home = households(rng, pool=pool, age=age, female=sex == 1, died=group == DIED)
    born, entry, exit_day = _times(plan, rng, cell, home)
    lsoa = _homes(plan, rng, ward)[home.head]
    return People(
        person=plan.person[part],
        nhs_number=plan.nhs_number[part],
        group=group.astype(np.int8),
        female=sex == 1,
        ward=ward.astype(np.int32),
        lsoa=lsoa,
        deprivation=plan.facts.deprivation[lsoa].astype(np.float32),
        ethnicity=_ethnicities(plan, rng, ward, home.head),
        household=home.head,
        mother=home.mother,
        born=born,
        entry=entry,
        exit=exit_day,
        death=_deaths(plan, rng, cell, born, exit_day),
    )


@dataclass(frozen=True)
class Cells:
    """What the plan says of each person: how they end here, ward, age band, sex (0 male, 1 female)."""

    group: AnyArray
    ward: AnyArray
    band: AnyArray
    sex: AnyArray


def _times(plan: Plan, rng: np.random.Generator, cell: Cells, home: Households) -> tuple[Ints, Ints, Ints]:
    """Return the days people were born, came and went."""
    exit_day = _exits(plan, rng, cell.group, home.head)
    born = np.floor(exit_day - home.age * YEAR_DAYS).astype(np.int32)
    entry = _entries(plan, rng, cell.sex, born, exit_day)
    # A family comes together: a child is there from birth, or from the day the mother came.
    entry = np.where(home.mother >= 0, np.maximum(born, entry[home.mother]), entry)
    entry = np.minimum(entry, exit_day - 1).astype(np.int32)
    return np.minimum(born, entry), entry, exit_day


def _homes(plan: Plan, rng: np.random.Generator, ward: AnyArray) -> Ints:
    facts = plan.facts
    weights = np.cumsum(facts.lsoa_weights)
    return pick(rng, weights, facts.lsoa_bounds[ward], facts.lsoa_bounds[ward + 1]).astype(np.int32)


def _ages(plan: Plan, rng: np.random.Generator, cell: Cells) -> AnyArray:
    """Draw exact ages inside each band, as people, leavers and deaths lie in it."""
    group, band, sex = cell.group, cell.band, cell.sex
    edges = np.append(plan.facts.bands, OLDEST).astype(int)
    hazards = {STAYS: np.ones_like(plan.ages.people), LEFT: plan.ages.leave, DIED: plan.ages.death}
    drawn = rng.random(len(group))
    age = np.zeros(len(group))
    for kind, hazard in hazards.items():
        for one in (0, 1):
            chosen = np.flatnonzero((group == kind) & (sex == one))
            summed = np.concatenate([[0.0], np.cumsum(plan.ages.people[one] * hazard[one])])
            low, high = summed[edges[band[chosen]]], summed[edges[band[chosen] + 1]]
            place = low + drawn[chosen] * (high - low)
            age[chosen] = np.interp(place, summed, np.arange(OLDEST + 1))
    return age


def _exits(plan: Plan, rng: np.random.Generator, group: AnyArray, head: Ints) -> Ints:
    day = plan.starts + 1 + np.floor(rng.random(len(group)) * (plan.ends - plan.starts - 1))
    # A household leaves as one; each death is its own.
    day = np.where(group == LEFT, day[head], day)
    return np.where(group == STAYS, plan.ends, day).astype(np.int32)


def _entries(plan: Plan, rng: np.random.Generator, sex: AnyArray, born: Ints, exit_day: Ints) -> Ints:
    """Draw when people came: back along the hazard of arriving; who never arrived was born there."""
    age = (exit_day - born) / YEAR_DAYS
    waited = rng.standard_exponential(len(age))
    entry = np.array(born)
    birthdays = np.arange(OLDEST + 1)
    for one in (0, 1):
        chosen = np.flatnonzero(sex == one)
        summed = plan.ages.arrived_cumulative(one)
        left = np.interp(age[chosen], birthdays, summed) - waited[chosen]
        came_at = np.interp(left, summed, birthdays)
        day = np.floor(born[chosen] + came_at * YEAR_DAYS)
        entry[chosen] = np.where(left > 0, day, born[chosen]).astype(np.int32)
    return np.minimum(np.maximum(entry, born), exit_day - 1)


def _deaths(plan: Plan, rng: np.random.Generator, cell: Cells, born: Ints, exit_day: Ints) -> Ints:
    """Return when people die: on leaving for the dead, else later, along the hazard of death."""
    age = (exit_day - born) / YEAR_DAYS
    waits = rng.standard_exponential(len(age))
    days = np.zeros(len(age), dtype=np.int64)
    birthdays = np.arange(OLDEST + 1)
    for one in (0, 1):
        chosen = np.flatnonzero((cell.sex == one) & (cell.group != DIED))
        summed = plan.ages.death_cumulative(one)
        reached = np.interp(age[chosen], birthdays, summed) + waits[chosen]
        dies_at = np.interp(reached, summed, birthdays)
        days[chosen] = np.maximum((dies_at - age[chosen]) * YEAR_DAYS, 1).astype(np.int64)
    return (exit_day + days).astype(np.int32)


def _ethnicities(plan: Plan, rng: np.random.Generator, ward: AnyArray, head: Ints) -> Bytes:
    groups = len(Ethnicity)
    cumulative = np.cumsum(plan.facts.ethnicity.ravel())
    own = pick(rng, cumulative, ward * groups, (ward + 1) * groups) % groups
    shared = own[head]
    return np.where(rng.random(len(ward)) < _OWN_ETHNICITY, own, shared).astype(np.int8)

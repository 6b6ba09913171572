"""The calibrated model: levels that make the published figures come out, solved on a pilot of people.

The pilot are the first people of the place itself, with random numbers of its own. Each condition gets the
level of log odds at which the mean chance of those who stay is the target; each service gets the level by
age at which its mean rate is. Nothing is fitted to single wards: they differ by the ages, deprivation and
ethnicity of their people, and nothing else can be learnt from them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.aims import Aims
from lco.records.synthetic.arrays import YEAR_DAYS, Doubles, Flags, Floats, sigmoid
from lco.records.synthetic.health import Hidden, health_of, hidden_of, log_odds, near_death
from lco.records.synthetic.need import Need, need_of
from lco.records.synthetic.people import People, people_of
from lco.records.synthetic.plan import STAYS, Plan
from lco.records.synthetic.reference import SERVICES, conditions, rate_ages

PILOT_STREAM = 2_000_000
PILOT_PEOPLE = 60_000
BACK_AFTER_DAYS = 14
"""Mean days from discharge to the next spell where one follows from the other."""
SEEN_AT_DOOR = 0.72
"""Share of emergency spells that come through an emergency department."""
DIES_IN_HOSPITAL = 0.45
MOST_A_YEAR = {
    "gp": 80.0,
    "outpatient": 40.0,
    "attendance": 25.0,
    "emergency": 9.0,
    "elective": 12.0,
    "community": 150.0,
    "mental_health": 80.0,
}
"""Most events of a service that anybody can expect in a year."""


@dataclass(frozen=True)
class Model:
    """Levels: log odds of each condition, and for each service events a person and year by age band.

    `readmitted` is the share of emergency spells followed by another one caused by it.
    """

    conditions: Doubles
    services: dict[str, Floats]
    readmitted: float


def calibrated(plan: Plan, aims: Aims) -> Model:
    """Solve the levels on the pilot."""
    pilot = PILOT_STREAM
    people = people_of(plan, slice(0, min(PILOT_PEOPLE, len(plan.person))), pilot)
    hidden = hidden_of(plan.seed, pilot, people)
    levels = _condition_levels(people, hidden, aims.conditions)
    health = health_of(people, hidden, levels)
    need = need_of(plan.seed, pilot, people, health, plan.bounds())
    services = {service: _service_levels(people, need, service, aims) for service in SERVICES}
    readmitted = _readmitted(need, services["emergency"], aims.readmitted)
    services["emergency"] = services["emergency"] / np.float32(1 + readmitted)
    return Model(levels, services, readmitted)


def _readmitted(need: Need, levels: Floats, aim: float) -> float:
    """Return the share of spells that must cause another, beyond those who come back by chance."""
    rate = np.minimum(levels[need.band] * need.pull("emergency"), MOST_A_YEAR["emergency"])
    by_chance = float(
        (rate * -np.expm1(-rate * 30 / YEAR_DAYS) * need.years).sum() / (rate * need.years).sum()
    )
    within = -np.expm1(-30 / BACK_AFTER_DAYS)
    return float(np.clip((aim - by_chance) / (within * (1 - by_chance)), 0.0, 0.5))


def _condition_levels(people: People, hidden: Hidden, shares: Doubles) -> Doubles:
    stays = people.group == STAYS
    nearness = people.nearness(people.exit)
    levels = np.zeros(len(shares))
    has: dict[str, Flags] = {}
    for column, condition in enumerate(conditions()):
        by_age, rest = log_odds(people, hidden.frailty, condition, has)
        odds = by_age + rest + near_death(condition, nearness)
        levels[column] = _solved(odds[stays], float(shares[column]))
        has[condition.id] = hidden.drawn[column] < sigmoid(odds + levels[column])
    return levels


def _solved(odds: Floats, share: float) -> float:
    low, high = -20.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if float(sigmoid(odds + middle).mean()) < share else (low, middle)
    return low


def _service_levels(people: People, need: Need, service: str, aims: Aims) -> Floats:
    bands = len(rate_ages())
    years = np.bincount(need.band.ravel(), need.years.ravel(), bands)
    pull = need.pull(service)
    raw = np.bincount(need.band.ravel(), (need.years * pull).ravel(), bands)
    wanted = aims.rates[service].astype(np.float64) * years
    if service == "emergency":
        wanted = wanted - last_spells(people, bands)
    if service == "attendance":
        # The rest of the attendances are those of people admitted through the door.
        wanted = wanted - SEEN_AT_DOOR * aims.rates["emergency"] * years
    wanted = np.maximum(wanted, 0.05 * aims.rates[service] * years)
    levels = wanted / np.maximum(raw, 1e-9)
    # What nobody can have more of in a year takes off the top: raise the rest until the sums come out.
    for _ in range(6):
        capped = np.minimum(levels[need.band] * pull, MOST_A_YEAR[service]) * need.years
        levels *= wanted / np.maximum(np.bincount(need.band.ravel(), capped.ravel(), bands), 1e-9)
    return np.asarray(levels, dtype=np.float32)


def last_spells(people: People, bands: int) -> Doubles:
    """Return the expected number of spells that end in death, by age band."""
    at_death = np.searchsorted(rate_ages(), people.age_on(people.exit), side="right") - 1
    return np.asarray(np.bincount(np.maximum(at_death, 0), DIES_IN_HOSPITAL * people.died, bands))

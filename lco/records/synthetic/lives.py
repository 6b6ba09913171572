"""The people of a chunk with their health and their need: what all care is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import YEAR_DAYS, AnyArray, stream
from lco.records.synthetic.health import Health, health_of, hidden_of
from lco.records.synthetic.model import Model
from lco.records.synthetic.need import Need, need_of
from lco.records.synthetic.people import People, people_of
from lco.records.synthetic.plan import Plan


@dataclass(frozen=True)
class Lives:
    """The people of a chunk, with the random numbers that are theirs."""

    plan: Plan
    chunk: int
    people: People
    health: Health
    need: Need

    def stream(self, *step: int) -> np.random.Generator:
        """Return the random numbers of a step of this chunk."""
        return stream(self.plan.seed, self.chunk, *step)

    def age(self, row: AnyArray, day: AnyArray) -> AnyArray:
        """Return the age in years of the people of `row` on `day`."""
        return (day - self.people.born[row]) / YEAR_DAYS


def lives_of(plan: Plan, chunk: int, model: Model) -> Lives:
    """Draw the people of a chunk, their conditions and their need."""
    people = people_of(plan, plan.chunk(chunk), chunk)
    health = health_of(people, hidden_of(plan.seed, chunk, people), model.conditions)
    return Lives(plan, chunk, people, health, need_of(plan.seed, chunk, people, health, plan.bounds()))

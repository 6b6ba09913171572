"""Who is made: everybody's pseudonym, in order, with ward, age band, sex and how they end in the place.

The plan is drawn once and cut into chunks of people. A chunk knows nothing of the others and has random
numbers of its own, so that the place is the same however many processes make it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lco.records.linkage import pseudonyms
from lco.records.synthetic import nhs_numbers
from lco.records.synthetic.ages import Ages, ages_of
from lco.records.synthetic.arrays import AnyArray, Doubles, Ints, Longs, shared_out, stream
from lco.records.synthetic.facts import PlaceFacts

CHUNK_PEOPLE = 8_000
"""Small enough that the arrays of a chunk stay near the processor."""
STAYS, LEFT, DIED = 0, 1, 2
MISSING_NHS_NUMBER = 0.004
SOURCE = "synthetic"
_DEATH_BY_DEPRIVATION = 0.8
_PLAN_STREAM = 1_000_000


@dataclass(frozen=True)
class Plan:
    """People in order of pseudonym, and what every chunk needs.

    `cell` counts through group (stays, left, died) x ward x age band x sex. `starts` and `ends` are the day
    numbers between which the records lie, half-open.
    """

    facts: PlaceFacts
    ages: Ages
    seed: int
    starts: int
    ends: int
    years: int
    person: Longs
    nhs_number: Longs
    cell: Ints

    @property
    def chunks(self) -> int:
        """Number of chunks."""
        return -(-len(self.person) // CHUNK_PEOPLE)

    def chunk(self, number: int) -> slice:
        """Return the people of a chunk."""
        return slice(number * CHUNK_PEOPLE, min((number + 1) * CHUNK_PEOPLE, len(self.person)))

    def bounds(self) -> Ints:
        """Return the first day of each year and the day after the last: years end on `ends`' day."""
        days = np.round(np.linspace(self.starts, self.ends, self.years + 1))
        return days.astype(np.int32)


def planned(
    facts: PlaceFacts, *, people: int, starts: int, ends: int, years: int, seed: int, key: bytes
) -> Plan:
    """Draw who is made for `people` residents on the day before `ends`, and those who left or died before."""
    ages = ages_of(facts)
    expected = _expected(facts, ages, people, years)
    cells = np.repeat(np.arange(expected.size), shared_out(expected, round(float(expected.sum()))))
    rng = stream(seed, _PLAN_STREAM)
    rng.shuffle(cells)
    numbers = nhs_numbers.drawn(rng, len(cells), missing=MISSING_NHS_NUMBER)
    person = pseudonyms(_source_ids(numbers), key=key)
    order = np.argsort(person, kind="stable")
    return Plan(
        facts=facts,
        ages=ages,
        seed=seed,
        starts=starts,
        ends=ends,
        years=years,
        person=person[order],
        nhs_number=numbers[order],
        cell=cells[order].astype(np.int32),
    )


def _source_ids(numbers: Longs) -> Sequence[str]:
    return [f"nhs|{number}" if number else f"{SOURCE}|{row}" for row, number in enumerate(numbers.tolist())]


def _expected(facts: PlaceFacts, ages: Ages, people: int, years: int) -> Doubles:
    """Return expected people by group x ward x band x sex; those who stay add up to `people` exactly."""
    stays = shared_out(facts.population.ravel(), people).reshape(facts.population.shape).astype(np.float64)
    leave = band_means(facts, ages, ages.leave)
    death = band_means(facts, ages, ages.death)
    deprivation = facts.ward_deprivation()
    uneven = np.exp(_DEATH_BY_DEPRIVATION * (deprivation - deprivation.mean()))
    died = stays * death * uneven[:, None, None]
    died *= (stays * death).sum() / died.sum()
    past = [
        shared_out(group.ravel(), round(float(group.sum())))
        for group in (stays * leave * years, died * years)
    ]
    return np.concatenate([stays.ravel(), *(group.astype(np.float64) for group in past)])


def band_means(facts: PlaceFacts, ages: Ages, hazards: AnyArray) -> Doubles:
    """Return the mean of `hazards` (sex x age) in each age band, weighted by people: band x sex."""
    firsts = facts.bands.astype(int)
    weighted = np.add.reduceat(ages.people * hazards, firsts, axis=1)
    return np.asarray((weighted / np.maximum(np.add.reduceat(ages.people, firsts, axis=1), 1e-9)).T)

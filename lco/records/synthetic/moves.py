"""Where people lived and which practice they were registered with, from the day they came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import AnyArray, Flags, Ints, pick, stream
from lco.records.synthetic.facts import PlaceFacts
from lco.records.synthetic.people import People
from lco.records.synthetic.plan import STAYS, Plan

_STEP = 7
_SAME_WARD = 0.4
_PRACTICE_IN_WARD = 0.65
_KEEPS_PRACTICE = 0.5
_NO_ADDRESS = 0.003
_NEVER_REGISTERED = 0.003
_MOVES = (0.55, 0.88)
"""Chance of no move, and of at most one, in the years of the records: an assumption."""


@dataclass(frozen=True)
class Periods:
    """Periods in order of person and time. `value` is a small area or a practice, -1 when not known."""

    row: Ints
    value: Ints
    start: Ints
    end: Ints
    is_open: Flags


def moves_of(plan: Plan, chunk: int, people: People) -> tuple[Periods, Periods]:
    """Return addresses (small areas) and registrations (practices)."""
    rng = stream(plan.seed, chunk, _STEP)
    head = people.household
    lsoas = _homes(rng, plan.facts, people)[head]
    practices = _practices(rng, plan.facts, ward_of(plan.facts, lsoas), head)
    span = plan.ends - plan.starts
    days = plan.starts + np.sort((rng.random((len(people), 2)) * span).astype(np.int32), axis=1)
    moves = np.searchsorted(_MOVES, rng.random(len(people)))
    days[moves < 2, 0] = -1
    days[moves < 1, 1] = -1
    days = days[head]
    has_address = rng.random(len(people)) >= _NO_ADDRESS
    is_registered = rng.random(len(people)) >= _NEVER_REGISTERED
    homes = _periods(people, days, np.where(has_address[:, None], lsoas, -1))
    return homes, _periods(people, days, practices, is_registered)


def _homes(rng: np.random.Generator, facts: PlaceFacts, people: People) -> Ints:
    """Return three small areas per person: two earlier homes and the last one."""
    cumulative = np.cumsum(facts.lsoa_weights)
    low, high = facts.lsoa_bounds[people.ward], facts.lsoa_bounds[people.ward + 1]
    earlier = []
    for _ in range(2):
        near = rng.random(len(people)) < _SAME_WARD
        firsts = np.where(near, low, 0)
        lasts = np.where(near, high, len(facts.lsoas))
        earlier.append(pick(rng, cumulative, firsts, lasts))
    return np.stack([*earlier, people.lsoa], axis=1).astype(np.int32)


def _practices(rng: np.random.Generator, facts: PlaceFacts, ward: Ints, head: Ints) -> Ints:
    """Return three practices per person; a household has one, and half of those who move keep it."""
    cumulative = np.cumsum(facts.practice_weights)
    result = np.empty(ward.shape, dtype=np.int32)
    for column in (2, 1, 0):
        low, high = facts.practice_bounds[ward[:, column]], facts.practice_bounds[ward[:, column] + 1]
        near = (rng.random(len(ward)) < _PRACTICE_IN_WARD) & (high > low)
        found = pick(rng, cumulative, np.where(near, low, 0), np.where(near, high, len(facts.practices)))
        result[:, column] = found[head]
        if column < 2:
            keeps = (rng.random(len(ward)) < _KEEPS_PRACTICE)[head]
            result[:, column] = np.where(keeps, result[:, column + 1], result[:, column])
    return result


def _periods(people: People, days: Ints, values: Ints, chosen: Flags | None = None) -> Periods:
    starts = np.stack([people.entry, days[:, 0], days[:, 1]], axis=1)
    starts = np.clip(starts, people.entry[:, None], people.exit[:, None])
    # Where nothing changes there is no new period: the later one begins where the earlier did.
    for column in (1, 2):
        same = values[:, column] == values[:, column - 1]
        starts[same, column] = starts[same, column - 1]
    ends = np.concatenate([starts[:, 1:], people.exit[:, None]], axis=1)
    keep = ends > starts
    if chosen is not None:
        keep &= chosen[:, None]
    row, place = np.nonzero(keep)
    is_open = (ends[row, place] == people.exit[row]) & (people.group[row] == STAYS)
    return Periods(
        row.astype(np.int32),
        values[row, place],
        starts[row, place].astype(np.int32),
        ends[row, place].astype(np.int32),
        is_open,
    )


def ward_of(facts: PlaceFacts, lsoa: AnyArray) -> Ints:
    """Return the place of the ward of each small area."""
    return (np.searchsorted(facts.lsoa_bounds, lsoa, side="right") - 1).astype(np.int32)

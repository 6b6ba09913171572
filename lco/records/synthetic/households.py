"""Households: couples, parents with children, shared houses and people who live alone.

A household lies in one ward. People who leave the place live with people who leave, so that a family
leaves as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import AnyArray, Flags, Ints, Longs

ADULT = 18
_TWIN_YEARS = 0.8


@dataclass(frozen=True)
class Households:
    """For each person the row of the head of the household, the row of the mother (-1: none) and the age.

    Brothers and sisters less than nine months apart have become twins, which changes ages by months.
    """

    head: Ints
    mother: Ints
    age: AnyArray


def households(
    rng: np.random.Generator, *, pool: AnyArray, age: AnyArray, female: Flags, died: Flags
) -> Households:
    """Form households among the people of each `pool`; those who `died` are nobody's mother or child here."""
    people = len(age)
    head = np.arange(people)
    is_adult = age >= ADULT
    taken = _couples(rng, head, pool, age, female)
    single = np.flatnonzero(is_adult & ~taken & (age < 32) & (rng.random(people) < 0.6))
    _shared_houses(head, single, pool)
    mother = np.full(people, -1)
    children = np.flatnonzero(~is_adult & ~died)
    women = np.flatnonzero(female & is_adult & ~died & (age < 63))
    if len(women) and len(children):
        found = _mothers(rng, children, women, pool, age)
        mother[children] = found
        head[children] = np.where(found >= 0, head[np.maximum(found, 0)], children)
    return Households(head.astype(np.int32), mother.astype(np.int32), _with_twins(age, mother))


def _couples(rng: np.random.Generator, head: Longs, pool: AnyArray, age: AnyArray, female: Flags) -> Flags:
    """Pair women with men of about their age in the same pool; the man joins the woman's household."""
    likely = np.interp(age, [18, 22, 30, 45, 65, 80, 95], [0.02, 0.12, 0.45, 0.58, 0.6, 0.42, 0.15])
    wants = (rng.random(len(age)) < likely) & (age >= ADULT)
    blur = rng.normal(0, 2.0, len(age))
    brides = _ranked(np.flatnonzero(female & wants), pool, age + blur)
    grooms = _ranked(np.flatnonzero(~female & wants), pool, age - 2 + blur)
    rank_of_bride = _rank_in_pool(pool[brides])
    rank_of_groom = _rank_in_pool(pool[grooms])
    keys = pool[grooms] * 10**6 + rank_of_groom
    wanted = pool[brides] * 10**6 + rank_of_bride
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    is_met = (keys[place] == wanted) if len(keys) else np.zeros(len(brides), bool)
    head[grooms[place[is_met]]] = brides[is_met]
    taken = np.zeros(len(age), bool)
    taken[grooms[place[is_met]]] = True
    taken[brides[is_met]] = True
    return taken


def _ranked(rows: Longs, pool: AnyArray, by: AnyArray) -> Longs:
    return rows[np.lexsort((by[rows], pool[rows]))]


def _rank_in_pool(sorted_pool: AnyArray) -> Longs:
    starts = np.searchsorted(sorted_pool, sorted_pool, side="left")
    return np.arange(len(sorted_pool)) - starts


def _shared_houses(head: Longs, single: Longs, pool: AnyArray) -> None:
    ordered = single[np.argsort(pool[single], kind="stable")]
    rank = _rank_in_pool(pool[ordered])
    head[ordered] = ordered[np.arange(len(ordered)) - rank % 3]


def _mothers(rng: np.random.Generator, children: Longs, women: Longs, pool: AnyArray, age: AnyArray) -> Longs:
    """Return for each child a woman of its pool about thirty years older; -1 when none can be."""
    ordered = women[np.lexsort((age[women], pool[women]))]
    keys = pool[ordered] * 1000.0 + age[ordered]
    gap = np.clip(rng.normal(29.5, 5.5, len(children)), 16, 44)
    wanted = np.maximum(age[children] + gap, ADULT)
    place = np.clip(np.searchsorted(keys, pool[children] * 1000.0 + wanted), 0, len(keys) - 1)
    before = np.maximum(place - 1, 0)
    is_before = pool[ordered[place]] != pool[children]
    found = np.where(is_before, ordered[before], ordered[place])
    between = age[found] - age[children]
    is_possible = (pool[found] == pool[children]) & (between >= 15) & (between <= 48)
    return np.where(is_possible, found, -1)


def _with_twins(age: AnyArray, mother: AnyArray) -> AnyArray:
    children = np.flatnonzero(mother >= 0)
    ordered = children[np.lexsort((age[children], mother[children]))]
    result = age.copy()
    close = (np.diff(mother[ordered]) == 0) & (np.diff(age[ordered]) < _TWIN_YEARS)
    # Only pairs: the third in a row stays as it is, then it is next to twins and a year apart or not at all.
    is_second = np.flatnonzero(close) + 1
    is_second = is_second[~np.isin(is_second - 1, is_second)]
    result[ordered[is_second]] = result[ordered[is_second - 1]]
    return result

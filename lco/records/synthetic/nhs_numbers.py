"""NHS numbers of the range kept for tests, 999 000 0000 to 999 999 9999, with valid check digits."""

from __future__ import annotations

import functools

import numpy as np

from lco.records.synthetic.arrays import Longs

NUMBERS_IN_TEST_RANGE = 909_091
"""Numbers of the range whose check digit is one digit."""
_WEIGHTS = np.arange(10, 1, -1)


@functools.cache
def test_range() -> Longs:
    """Return all valid numbers of the test range, ascending: `NUMBERS_IN_TEST_RANGE` of them."""
    stems = 999_000_000 + np.arange(1_000_000, dtype=np.int64)
    digits = (stems[:, None] // 10 ** np.arange(8, -1, -1)) % 10
    check = (11 - (digits * _WEIGHTS).sum(axis=1) % 11) % 11
    return np.asarray((stems * 10 + check)[check != 10])


def drawn(rng: np.random.Generator, people: int, *, missing: float) -> Longs:
    """Draw different numbers in any order; 0 for the share `missing` and once the range is used up."""
    numbers = np.zeros(people, dtype=np.int64)
    pool = test_range()
    having = np.flatnonzero(rng.random(people) >= missing)[: len(pool)]
    numbers[having] = rng.choice(pool, size=len(having), replace=False)
    return numbers

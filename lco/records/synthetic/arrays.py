"""Shapes and random numbers of the generator.

Every array of a chunk has one entry per person, or one row per person and one column per year. Days are
whole days since 1 January 1970.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.int8]
Flags = NDArray[np.bool_]
AnyArray = NDArray[Any]

EPOCH = date(1970, 1, 1)
YEAR_DAYS = 365.25
NEVER = np.int32(2**30)


def day_number(day: date) -> int:
    """Return the days from 1 January 1970 to `day`."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Return the day of a day number."""
    return EPOCH + timedelta(days=int(number))


def stream(seed: int, *path: int) -> np.random.Generator:
    """Return the random numbers of one step of one chunk: the same whatever else is drawn."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=path)))


def dates(days: AnyArray, missing: Flags | None = None) -> pa.Array:
    """Return day numbers as an Arrow date column; null where `missing`."""
    return pa.array(days.astype(np.int32, copy=False), mask=missing).view(pa.date32())


def first_of_month(days: AnyArray) -> Ints:
    """Return the first day of each day's month."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64), dtype=np.int32)


def pick(rng: np.random.Generator, cumulative: AnyArray, low: AnyArray, high: AnyArray) -> Longs:
    """Draw a place in each range [`low`, `high`) of `cumulative` weights (inclusive sums, ranges joined)."""
    padded = np.concatenate([[0.0], cumulative])
    drawn = padded[low] + rng.random(len(low)) * (padded[high] - padded[low])
    found = np.searchsorted(cumulative, drawn, side="right")
    return np.asarray(np.clip(found, low, np.maximum(high - 1, low)), dtype=np.int64)


def sigmoid(log_odds: AnyArray) -> AnyArray:
    """Return the probability of `log_odds`."""
    return 1.0 / (1.0 + np.exp(-log_odds))


def shared_out(weights: AnyArray, total: int) -> Longs:
    """Share `total` whole units out by `weights`: largest remainders, so the sum is exact."""
    exact = weights.astype(np.float64) * (total / weights.sum())
    whole = np.floor(exact).astype(np.int64)
    left = total - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[:left]] += 1
    return np.asarray(whole, dtype=np.int64)

"""Made-up people for tests of fitting and validating: arrays with a known truth, no records."""

from __future__ import annotations

from typing import Any

import numpy as np

from lco.population.features.declared import FEATURES
from lco.population.risk.arrays import People

TRUTH = {"age": 0.03, "attendances": 0.5, "dementia": 1.2}


def people(count: int = 6_000, *, seed: int = 1, shift: float = 0.0) -> People:
    """Return people with every feature; their chance of the event follows `TRUTH` and nothing else."""
    from lco.population.conditions import CATALOGUE

    chance = np.random.default_rng(seed)
    columns: dict[str, Any] = {name: chance.poisson(0.5, count).astype(float) for name in FEATURES}
    columns["age"] = chance.integers(0, 100, count).astype(float)
    columns["sex"] = chance.integers(1, 3, count).astype(float)
    columns["ethnicity"] = chance.integers(0, 6, count).astype(float)
    columns["deprivation"] = np.where(chance.random(count) < 0.05, np.nan, chance.integers(1, 6, count))
    columns["hfrs_tenths"] = np.where(chance.random(count) < 0.9, np.nan, chance.integers(0, 300, count))
    columns["days_since_discharge"] = np.where(
        chance.random(count) < 0.8, np.nan, chance.integers(1, 700, count)
    )
    columns["has_care_package"] = (chance.random(count) < 0.05).astype(float)
    columns["is_in_care_home"] = (chance.random(count) < 0.02).astype(float)
    is_ill = chance.random(count) < 0.1
    bit = CATALOGUE["dementia"].bit
    columns["illnesses"] = np.where(is_ill, bit, 0).astype(np.int64)
    odds = (
        -5.0
        + shift
        + TRUTH["age"] * columns["age"]
        + TRUTH["attendances"] * np.log1p(columns["attendances"])
        + TRUTH["dementia"] * is_ill
    )
    happened = chance.random(count) < 1 / (1 + np.exp(-odds))
    return People(np.arange(count) + seed * 1_000_000, columns, happened)


def true_risk(given: People) -> Any:
    """Return the chance the events of `people` were drawn with."""
    columns = given.columns
    odds = (
        -5.0
        + TRUTH["age"] * columns["age"]
        + TRUTH["attendances"] * np.log1p(columns["attendances"])
        + TRUTH["dementia"] * (columns["illnesses"] != 0)
    )
    # No two people are tied, so that the highest are plain to count.
    return 1 / (1 + np.exp(-odds)) + given.person / 1e16

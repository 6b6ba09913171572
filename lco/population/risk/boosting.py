"""Gradient boosting: a comparator that says what the additive model gives away, never the model that scores.

LightGBM where it runs; it needs the system library libgomp. Elsewhere scikit-learn's own boosting stands
in, and the report names which it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

import numpy as np

from lco.population.risk.model import ModelRefused

Array = np.ndarray

ROUNDS = 100
PARAMETERS: Mapping[str, Any] = MappingProxyType(
    {
        "objective": "binary",
        "learning_rate": 0.05,
        "num_leaves": 31,
        "min_data_in_leaf": 100,
        "lambda_l2": 1.0,
        "verbosity": -1,
        "deterministic": True,
        "force_row_wise": True,  # without it LightGBM first measures which way is faster
    }
)


@dataclass(frozen=True)
class Boosted:
    """Boosted trees: the library that grew them, and the probability they give each row."""

    library: str
    probability: Callable[[Array], Array]


def fit_boosting(values: Array, happened: Array, *, seed: int = 0) -> Boosted:
    """Fit boosted trees.

    Args:
        values: a row for each person, a column for each feature, float32; NaN is a null.
        happened: whether the outcome came about.
        seed: of everything random in it.

    Raises:
        ModelRefused: when neither library is installed.
    """
    try:
        lightgbm = import_module("lightgbm")
    except (ImportError, OSError):  # OSError: installed, but libgomp is missing
        return _scikit_learn(values, happened, seed)
    rows = lightgbm.Dataset(values, label=np.asarray(happened, dtype=np.float32), free_raw_data=True)
    trees = lightgbm.train({**PARAMETERS, "seed": seed}, rows, num_boost_round=ROUNDS)
    return Boosted(f"LightGBM {lightgbm.__version__}", lambda given: np.asarray(trees.predict(given)))


def _scikit_learn(values: Array, happened: Array, seed: int) -> Boosted:
    try:
        sklearn, ensemble = import_module("sklearn"), import_module("sklearn.ensemble")
    except ImportError as error:
        raise ModelRefused(
            "Models are fitted with scikit-learn, which is not installed: "
            "run 'make setup EXTRAS=analytics' and try again."
        ) from error
    trees = ensemble.HistGradientBoostingClassifier(
        learning_rate=PARAMETERS["learning_rate"],
        max_iter=ROUNDS,
        max_leaf_nodes=PARAMETERS["num_leaves"],
        min_samples_leaf=PARAMETERS["min_data_in_leaf"],
        l2_regularization=PARAMETERS["lambda_l2"],
        early_stopping=False,
        random_state=seed,
    )
    trees.fit(values, happened)
    library = f"scikit-learn {sklearn.__version__}, since LightGBM does not run on this machine"
    return Boosted(library, lambda given: np.asarray(trees.predict_proba(given)[:, 1]))

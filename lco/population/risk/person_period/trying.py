"""Trying the pipeline on a table of persons and periods: cross-validated by person.

People are dealt into five parts. Each part is given risks by models fitted on the other four, so nobody's
risk comes from a model that has seen them, in any period. Every comparator is dealt the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from lco.population.risk.arrays import People, plain_columns
from lco.population.risk.boosting import fit_boosting
from lco.population.risk.fit import fit
from lco.population.risk.model import ModelRefused
from lco.population.risk.person_period.schema import Schema
from lco.population.risk.report import Validation
from lco.population.risk.validate import validate

Array = np.ndarray
PARTS = 5
Risks = Callable[[People, People], Array]  # fitted on the first, of the second


def try_out(people: People, schema: Schema, *, seed: int = 0) -> Validation:
    """Return what was found, with a boosted, a plain and a one-column comparator where declared.

    Raises:
        ModelRefused: when there are too few events or a library is missing.
    """
    parts = parts_of(people.person, seed)

    def dealt(risks: Risks) -> Array:
        found = np.empty(len(people))
        for part in range(PARTS):
            mine = parts == part
            found[mine] = risks(people.only(~mine), people.only(mine))
        return found

    comparators: dict[str, Array] = {"gradient_boosting": dealt(_boosted(schema, seed))}
    if schema.plain:
        comparators["logistic_regression"] = dealt(_plain(schema))
    if schema.prior_spend:
        comparators["prior_spend"] = np.nan_to_num(people.columns[schema.prior_spend])
    return validate(
        dealt(_additive(schema, seed)),
        people.happened,
        model=f"{schema.outcome} ({schema.title})",
        outcome=schema.outcome,
        index_on=None,
        split=(
            f"{len(np.unique(people.person)):,} people in {PARTS} parts by person; the risks of each part "
            "come from models fitted on the other four. Intervals of c-statistics allow for people who stand "
            "in several periods; the others do not."
        ),
        comparators=comparators,
        clusters=people.person,
    )


def parts_of(person: Array, seed: int) -> Array:
    """Return the part of each entry: all entries of a person are in one part, parts are of equal number."""
    whose, which = np.unique(person, return_inverse=True)
    dealt: Array = np.random.default_rng(seed).permutation(len(whose)) % PARTS
    return dealt[which]


def _additive(schema: Schema, seed: int) -> Risks:
    def risks(fitted: People, tried: People) -> Array:
        model, _ = fit(fitted, schema.terms, model_id="tried", outcome=schema.outcome, seed=seed)
        return model.probability_of(tried.columns)

    return risks


def _boosted(schema: Schema, seed: int) -> Risks:
    def risks(fitted: People, tried: People) -> Array:
        trees = fit_boosting(plain_columns(fitted.columns, schema.features)[0], fitted.happened, seed=seed)
        given: Array = trees.probability(plain_columns(tried.columns, schema.features)[0])
        return given

    return risks


def _plain(schema: Schema) -> Risks:
    def risks(fitted: People, tried: People) -> Array:
        regression = _library().LogisticRegression(C=np.inf, solver="newton-cholesky", max_iter=200)
        means = np.array([np.nanmean(fitted.columns[name]) for name in schema.plain])
        spreads = np.array([np.nanstd(fitted.columns[name]) or 1.0 for name in schema.plain])

        def values(people: People) -> Array:
            rows = np.column_stack([people.columns[name] for name in schema.plain]).astype(np.float64)
            standardised: Array = np.nan_to_num((rows - means) / spreads)
            return standardised

        regression.fit(values(fitted), fitted.happened)
        given: Array = regression.predict_proba(values(tried))[:, 1]
        return given

    return risks


def _library() -> Any:
    try:
        return import_module("sklearn.linear_model")
    except ImportError as error:
        raise ModelRefused(
            "Models are fitted with scikit-learn, which is not installed: "
            "run 'make setup EXTRAS=analytics' and try again."
        ) from error

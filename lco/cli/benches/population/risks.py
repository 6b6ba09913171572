"""Risks of a whole place from its feature table, and what fitting adds to the library that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from lco.cli.benches.population.features import ours_of as write_table_of
from lco.cli.benches.population.features import reading_of
from lco.cli.benches.population.places import THREADS, Sizes
from lco.cli.benches.population.process import measure
from lco.cli.benches.result import Line
from lco.engine import connect
from lco.population.features.table import read_features
from lco.population.risk.boosting import PARAMETERS, ROUNDS, fit_boosting
from lco.population.risk.model import AdditiveModel, Weighed
from lco.population.risk.predictors import predictors

_FITTED_COLUMNS, _MOST_FITTED = 60, 600_000


def risk_lines(many: Path, scratch: Path, sizes: Sizes, *, limited: bool, notes: list[str]) -> Iterator[Line]:
    """Measure the scoring of all people against reading their features, and a fit against the bare call."""
    table = str(scratch / "features-many")
    if not Path(table).exists():
        measure(write_table_of, rounds=1, store=str(many), out=table, memory="4GB")
    scoring = measure(scoring_of, rounds=sizes.rounds, features=table)
    reading = measure(handing_of, rounds=sizes.rounds, features=table)
    yield Line(
        f"risks of {sizes.many:,} people, over reading their features",
        scoring.seconds / reading.seconds,
        "times",
        2.0 if limited else None,
        "lower",
        f"risks {scoring.seconds:.2f} s, every feature handed over in Arrow {reading.seconds:.2f} s",
        scoring.cpu_seconds,
    )
    inside = measure(reading_of, rounds=sizes.rounds, features=table)
    yield Line(
        "the same over reading that hands nothing over",
        scoring.seconds / inside.seconds,
        "times",
        None,
        "lower",
        f"the greatest value of every column {inside.seconds:.2f} s",
    )
    yield from _fit_lines(sizes, limited=limited, notes=notes)


def _fit_lines(sizes: Sizes, *, limited: bool, notes: list[str]) -> Iterator[Line]:
    if _lightgbm() is None:
        notes.append("LightGBM does not start here (is libgomp1 installed?): its fit was not measured.")
        return
    people = min(sizes.people, _MOST_FITTED)
    ours = measure(fit_of, rounds=sizes.rounds, people=people)
    bare = measure(bare_fit_of, rounds=sizes.rounds, people=people)
    yield Line(
        f"fit of boosted trees, {people:,} people and {_FITTED_COLUMNS} columns",
        ours.seconds / bare.seconds,
        "times",
        1.15 if limited else None,
        "lower",
        f"ours {ours.seconds:.1f} s, the bare call of LightGBM {bare.seconds:.1f} s",
        ours.cpu_seconds,
    )


def drawn_model() -> AdditiveModel:
    """Return a model of every predictor with weights drawn at random: which they are takes no time."""
    draw = np.random.default_rng(1)
    terms = predictors("emergency_admission")
    weighed = tuple(Weighed(term, float(draw.normal(0, 0.1)), 0.0) for term in terms)
    return AdditiveModel("drawn", "emergency_admission", -3.0, weighed)


def scoring_of(features: str) -> Callable[[], object]:
    """Return the scoring of a feature table inside the engine, handed over in Arrow as person and risk."""
    con = connect(threads=THREADS)
    table = read_features(con, Path(features))
    model = drawn_model()
    return lambda: con.to_pyarrow(table.select("person", risk=model.probability(table)))


def handing_of(features: str) -> Callable[[], object]:
    """Return the reading of a feature table into Arrow: what any scorer outside the engine must do first."""
    con = connect(threads=THREADS)
    table = read_features(con, Path(features))
    return lambda: con.to_pyarrow(table)


def fit_of(people: int) -> Callable[[], object]:
    """Return the platform's fit of boosted trees."""
    values, happened = _drawn(people)
    return lambda: fit_boosting(values, happened)


def bare_fit_of(people: int) -> Callable[[], object]:
    """Return the same fit by the library alone."""
    values, happened = _drawn(people)
    lightgbm: Any = _lightgbm()

    def work() -> None:
        rows = lightgbm.Dataset(values, label=happened.astype(np.float32))
        lightgbm.train({**PARAMETERS, "seed": 0}, rows, num_boost_round=ROUNDS)

    return work


def _drawn(people: int) -> tuple[Any, Any]:
    """Return made-up features and outcomes: counts, most of them small, that sway the outcome a little."""
    draw = np.random.default_rng(1)
    values = draw.poisson(1.0, (people, _FITTED_COLUMNS)).astype(np.float32)
    odds = -4 + values[:, :10].sum(axis=1) * 0.2
    return values, draw.random(people) < 1 / (1 + np.exp(-odds))


def _lightgbm() -> Any:
    try:
        return import_module("lightgbm")
    except (ImportError, OSError):
        return None

"""Features and outcomes as arrays, for fitting and validating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from ibis.expr.types import Table

from lco.population.conditions import CATALOGUE
from lco.population.features.declared import FEATURES, Use

Array = np.ndarray


@dataclass(frozen=True)
class People:
    """People with their features as of a day and what happened to them afterwards.

    Attributes:
        person: their pseudonyms, in rising order.
        columns: feature to one entry a person; a null is NaN, `illnesses` is whole.
        happened: whether the outcome came about.
    """

    person: Array
    columns: Mapping[str, Array]
    happened: Array

    def __len__(self) -> int:
        """Return how many people."""
        return len(self.person)

    def only(self, which: Array) -> People:
        """Return some of them: a mask, or places in the order."""
        columns = {name: values[which] for name, values in self.columns.items()}
        return People(self.person[which], columns, self.happened[which])


def numbers(column: pa.ChunkedArray) -> Array:
    """Return a column of numbers or flags as an array: whole where it has no null, else null is NaN."""
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    if column.null_count and not pa.types.is_floating(column.type):
        column = column.cast(pa.float64())
    made: Array = column.to_numpy()
    return made


def read_people(con: Any, features: Table, happened: Table, *, columns: Iterable[str]) -> People:
    """Compute features and outcome and match them by person; who is in one of them only is left out.

    Args:
        con: the backend both are expressions of.
        features: `person` and the features of a day.
        happened: `person` and `happened` in the twelve months from that day on.
        columns: features to read.
    """
    names = list(dict.fromkeys(columns))
    left = con.to_pyarrow(features.select("person", *names))
    right = con.to_pyarrow(happened.select("person", "happened"))
    people, others = left["person"].to_numpy(), right["person"].to_numpy()
    shared, ours, theirs = np.intersect1d(people, others, assume_unique=True, return_indices=True)
    kept = left.take(pa.array(ours))
    return People(
        person=shared,
        columns={name: numbers(kept[name]) for name in names},
        happened=numbers(right["happened"])[theirs].astype(bool),
    )


def plain_columns(columns: Mapping[str, Array], features: Sequence[str]) -> tuple[Array, tuple[str, ...]]:
    """Return features side by side as float32, as boosted trees take them, and their names.

    The bits of `illnesses` become a column for each condition; a null stays NaN.
    """
    made: list[Array] = []
    names: list[str] = []
    for name in features:
        if name == "illnesses":
            mask = columns[name].astype(np.int64)
            made += [(mask & each.bit) != 0 for each in CATALOGUE.values()]
            names += [each.id for each in CATALOGUE.values()]
        else:
            made.append(columns[name])
            names.append(name)
    side_by_side = np.empty((len(made[0]) if made else 0, len(made)), dtype=np.float32)
    for position, values in enumerate(made):
        side_by_side[:, position] = values
    return side_by_side, tuple(names)


def every_predictor() -> tuple[str, ...]:
    """Return every feature that may be a predictor."""
    return tuple(name for name, feature in FEATURES.items() if feature.use is Use.PREDICTION)

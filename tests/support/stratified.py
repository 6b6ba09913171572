"""Small tables of people with the features that tiers, segments and cohorts look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa

from lco.population.conditions import CATALOGUE
from lco.population.features.declared import FEATURES

_TYPES = {
    name: (feature.type.removeprefix("!"), feature.type.startswith("!")) for name, feature in FEATURES.items()
}
_ARROW = {
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "boolean": pa.bool_(),
    "float64": pa.float64(),
    "string": pa.string(),
}


def illnesses(*conditions: str) -> int:
    """Return the bits of some conditions."""
    return sum(CATALOGUE[each].bit for each in conditions)


def feature_rows(rows: Sequence[Mapping[str, Any]], **more: str) -> Any:
    """Return a feature table; what a row does not say is 0, no, or null where nothing may be known.

    `more` names further columns with their Ibis types, null where a row does not say.
    """
    kinds = {"person": ("int64", True), **_TYPES, **{name: (kind, False) for name, kind in more.items()}}
    columns: dict[str, list[Any]] = {name: [] for name in kinds}
    for number, row in enumerate(rows, start=1):
        assert not row.keys() - kinds.keys(), f"unknown columns {row.keys() - kinds.keys()}"
        for name, (kind, is_known) in kinds.items():
            nothing = (False if kind == "boolean" else 0) if is_known else None
            columns[name].append(row.get(name, number if name == "person" else nothing))
    schema = pa.schema([(name, _ARROW[kind]) for name, (kind, _) in kinds.items()])
    return ibis.memtable(pa.table(list(columns.values()), schema=schema))

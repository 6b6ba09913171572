"""From a table of persons and periods to people with features of one period and the outcome of the next."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lco.population.risk.arrays import People, numbers
from lco.population.risk.model import ModelRefused
from lco.population.risk.person_period.schema import Schema

Array = np.ndarray


def rows_of(table: pa.Table, schema: Schema) -> People:
    """Return one entry for each person and period that is followed by a next one.

    The features are those of the period, the outcome is that of the next: nothing of the next period goes
    into a feature. A person stands in it once for each such pair of periods.

    Raises:
        ModelRefused: when a column is missing or holds no numbers, a person has a period twice, or no
            period follows another.
    """
    if missing := [name for name in schema.columns if name not in table.column_names]:
        raise ModelRefused(
            f"The table has no column '{missing[0]}', which the schema names: "
            f"it has {', '.join(table.column_names[:12])}."
        )
    columns = {name: _numbers(table, name) for name in schema.columns if name != schema.person}
    person = pc.dictionary_encode(table[schema.person].combine_chunks()).indices.to_numpy(
        zero_copy_only=False
    )
    period = columns[schema.period].astype(np.int64)
    order = np.lexsort((period, person))
    earlier, later = order[:-1], order[1:]
    is_same = person[earlier] == person[later]
    if (is_same & (period[earlier] == period[later])).any():
        raise ModelRefused(
            f"A person has a {schema.period} twice: give one row for each person and {schema.period}."
        )
    follows = is_same & (period[later] == period[earlier] + 1)
    if not follows.any():
        raise ModelRefused(f"No {schema.period} follows another of the same person: nothing can be foretold.")
    now, then = earlier[follows], later[follows]
    features = {name: columns[name][now] for name in schema.features}
    return People(person[now], features, columns[schema.outcome_column][then] >= schema.at_least)


def _numbers(table: pa.Table, name: str) -> Array:
    column = table[name]
    kind = column.type
    is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    if not is_number:
        raise ModelRefused(
            f"The column '{name}' holds {kind}, not numbers: give numbers, or yes and no as 1 and 0."
        )
    return numbers(column)

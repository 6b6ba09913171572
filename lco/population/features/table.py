"""The feature table: what the records say of each resident before a day, one row each.

Every table of records is read once and brought to one row per person before anything is joined, so that
the joins are narrow and what is held in memory grows with people, not with records.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce

import ibis
import pyarrow as pa
from ibis.expr.types import Table, Value

from lco.population.features.declared import FEATURES
from lco.population.features.stays import falls, stays
from lco.population.features.use import attendances, care_packages, contacts, costs, medicines
from lco.population.neighbourhoods import open_code, residents
from lco.population.tables import Records, age_on


def feature_table(records: Records, index_on: date, *, deprivation: Mapping[str, int]) -> Table:
    """Return person and every feature of `FEATURES`, for each resident on `index_on`.

    Nothing recorded on or after `index_on` is looked at. A year is 365 days. Who lives in the place,
    and in which small area, is known on the day itself.

    Args:
        records: the records of the place.
        index_on: day the features are of.
        deprivation: LSOA code to the fifth of England's small areas it is in, 1 most deprived.
    """
    people = residents(records, index_on).drop("ward", "practice")
    parts = [
        _deprivation(records, index_on, deprivation),
        stays(records, index_on),
        falls(records, index_on),
        attendances(records, index_on),
        contacts(records, index_on),
        medicines(records, index_on),
        care_packages(records, index_on),
        costs(records, index_on),
    ]
    joined = reduce(_with, parts, people)
    whole = joined.mutate(age=age_on(joined.born_on, index_on))
    return whole.select(
        "person", **{name: _declared(whole, name) for name in FEATURES if name in whole.columns}
    )


def _with(people: Table, part: Table) -> Table:
    columns = {name: part[name] for name in part.columns if name != "person"}
    return people.left_join(part, "person").select(people, **columns)


def _declared(table: Table, name: str) -> Value:
    """Return a feature with its declared type: nothing recorded is 0 or no where it is never null."""
    wanted = FEATURES[name].type
    column = table[name]
    if not wanted.startswith("!"):
        return column.cast(wanted)
    kind = wanted.removeprefix("!")
    if kind == "boolean":
        return column.fill_null(False)
    # A count beyond the type can only be a fault of the source: the greatest number stands for it.
    if kind in _GREATEST:
        column = ibis.least(column.fill_null(0), _GREATEST[kind])
    return column.fill_null(0).cast(kind)


_GREATEST = {"int16": 2**15 - 1, "int32": 2**31 - 1}


def _deprivation(records: Records, index_on: date, deprivation: Mapping[str, int]) -> Table:
    """Return person and the fifth of the small area they live in on the day."""
    pairs = [
        (each.code, deprivation[each.text])
        for each in records.dictionary
        if each.system == "lsoa" and each.text in deprivation
    ]
    fifths = ibis.memtable(
        pa.table(
            [[code for code, _ in pairs], [fifth for _, fifth in pairs]],
            schema=pa.schema([("code", pa.int32()), ("deprivation", pa.int8())]),
        )
    )
    lived = open_code(records["addresses"], "lsoa", index_on)
    return lived.join(fifths, "code").select("person", "deprivation")

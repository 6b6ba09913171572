"""The feature table: what the records say of each resident before a day, one row each.

Every table of records is read once and brought to one row per person before anything is joined, so that
the joins are narrow and what is held in memory grows with people, not with records.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table, Value

from lco import engine
from lco.population.features.declared import FEATURES
from lco.population.features.illnesses import coded_ever, coded_in_stays, scored
from lco.population.features.stays import falls, stays
from lco.population.features.use import attendances, care_packages, contacts, costs, medicines
from lco.population.features.windows import TWO_YEARS, YEAR, Window
from lco.population.neighbourhoods import residents
from lco.population.tables import Records, age_on

READ = (
    "people",
    "registrations",
    "addresses",
    "conditions",
    "admissions",
    "attendances",
    "contacts",
    "prescriptions",
    "care_packages",
    "costs",
    "deaths",
)
# Tables of which only a window is looked at: the column with the day, and how many days back.
USED = {
    "attendances": ("attended_on", TWO_YEARS.farthest),
    "contacts": ("contacted_on", YEAR.farthest),
    "prescriptions": ("prescribed_on", YEAR.farthest),
    "costs": ("incurred_on", TWO_YEARS.farthest),
}
PEOPLE_AT_ONCE = 350_000
HELD_AT_ONCE = 100_000  # of several days: the records of so many people are held while each is computed


def feature_table(records: Records, index_on: date, *, deprivation: Mapping[str, int]) -> Table:
    """Return person and every feature of `FEATURES`, for each resident on `index_on`.

    Nothing recorded on or after `index_on` is looked at. A year is 365 days. Who lives in the place,
    and in which small area, is known on the day itself.

    Args:
        records: the records of the place.
        index_on: day the features are of.
        deprivation: LSOA code to the fifth of England's small areas it is in, 1 most deprived.
    """
    people = _with_deprivation(records, residents(records, index_on, areas=("lsoa",)), deprivation)
    parts = [
        coded_ever(records, index_on),
        coded_in_stays(records, index_on),
        stays(records, index_on),
        falls(records, index_on),
        attendances(records, index_on),
        contacts(records, index_on),
        medicines(records, index_on),
        care_packages(records, index_on),
        costs(records, index_on),
    ]
    joined = _beside(people, parts)
    whole = joined.mutate(age=age_on(joined.born_on, index_on))
    whole = whole.mutate(**scored(whole))
    return whole.select("person", **{name: _declared(whole, name) for name in FEATURES})


def write_features(
    records: Records,
    folder: Path,
    index_on: date,
    *,
    deprivation: Mapping[str, int],
    people_at_once: int | None = None,
) -> int:
    """Write the feature table of a day to Parquet files in `folder`, and return how many people it holds.

    The arguments are those of `write_features_of_days`.
    """
    folders = {index_on: folder}
    return write_features_of_days(records, folders, deprivation=deprivation, people_at_once=people_at_once)[
        index_on
    ]


def write_features_of_days(
    records: Records,
    folders: Mapping[date, Path],
    *,
    deprivation: Mapping[str, int],
    people_at_once: int | None = None,
) -> dict[date, int]:
    """Write the feature tables of some days, and return how many people each holds.

    On DuckDB one range of people is computed after another, so memory is that of `people_at_once`
    however large the place is; how many they are changes no feature. Several days read the records once.

    Args:
        records: the records of the place.
        folders: index day to the folder to make; what stands there is replaced once all is written.
        deprivation: as for `feature_table`.
        people_at_once: about how many people are computed at a time; fewer for several days when None.
    """
    known = records.dictionary

    def build(tables: Mapping[str, Table], index_on: date) -> Table:
        part = replace(records, tables={**records.tables, **tables})
        # Replacing forgets the dictionary, which was read already.
        part.__dict__["dictionary"] = known
        return feature_table(part, index_on, deprivation=deprivation)

    inputs = {name: _needed(records, name, folders) for name in READ}
    each = people_at_once or (PEOPLE_AT_ONCE if len(folders) == 1 else HELD_AT_ONCE)
    return engine.write_parts(records.con, inputs, build, folders, key="person", each=each)


def _needed(records: Records, name: str, days: Collection[date]) -> Table:
    """Return the rows of a table that features of some days look at; one day's features filter themselves."""
    table = records[name]
    if len(days) == 1 or name not in USED:
        return table
    day, farthest = USED[name]
    earliest = Window(1, farthest).starts_on(min(days))
    return table.filter(table[day] >= ibis.literal(earliest), table[day] < ibis.literal(max(days)))


def read_features(con: Any, folder: Path) -> Table:
    """Return the feature table that `write_features` wrote."""
    return engine.read_parts(con, folder)


def _beside(people: Table, parts: Sequence[Table]) -> Table:
    """Return every row of `people` with the columns of the parts, null where a part has no row."""
    joined = reduce(lambda one, part: one.left_join(part, people.person == part.person), parts, people)
    columns = {name: part[name] for part in parts for name in part.columns if name != "person"}
    return joined.select(people, **columns)


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


def _with_deprivation(records: Records, people: Table, deprivation: Mapping[str, int]) -> Table:
    """Return people as their features need them, with the fifth of the small area each lives in."""
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
    joined = people.left_join(fifths, people.lsoa == fifths.code)
    return joined.select(people, deprivation=fifths.deprivation).drop("lsoa", "practice")

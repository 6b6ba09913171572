"""The record tables as definitions see them: one name each, codes resolved, people with where they live."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, IntegerValue, Table

from lco.periods import Period
from lco.population.codelist_file import Terminology
from lco.records.tables import TABLES

NOT_PLACED = "not_placed"


@dataclass(frozen=True)
class Code:
    """An entry of the dictionary of codes."""

    code: int
    system: str
    text: str
    label: str | None


@dataclass(frozen=True)
class Records:
    """The records of a place on one engine.

    Attributes:
        con: backend that `lco.engine.connect` opened.
        tables: record tables of `lco.records.tables.TABLES`, by name.
        codes: the dictionary, an expression.
        areas: ward as its system writes it, to the id of its neighbourhood; empty in a place without.
        terminology: what the place's own files of codes and maps add to the code lists.
    """

    con: Any
    tables: Mapping[str, Table]
    codes: Table
    areas: Mapping[str, str] = field(default_factory=dict)
    terminology: Terminology = field(default_factory=Terminology)

    def __getitem__(self, name: str) -> Table:
        """Return a record table.

        Raises:
            KeyError: when there is no table of that name.
        """
        if name not in TABLES:
            raise KeyError(f"There is no record table '{name}': it must be one of {', '.join(TABLES)}.")
        return self.tables[name]

    @cached_property
    def dictionary(self) -> tuple[Code, ...]:
        """Every code of the records, read once: a few thousand entries, used to build masks in Python."""
        rows = self.con.to_pyarrow(self.codes).to_pylist()
        return tuple(Code(row["code"], row["system"], row["text"], row["label"]) for row in rows)

    def codes_where(self, keep: Callable[[Code], bool]) -> list[int]:
        """Return the integers of the codes that `keep` accepts."""
        return sorted(each.code for each in self.dictionary if keep(each))

    @cached_property
    def ward_areas(self) -> Table:
        """Ward integer to neighbourhood id: columns ward, neighbourhood."""
        pairs = [
            (each.code, self.areas[each.text])
            for each in self.dictionary
            if each.system == "ward" and each.text in self.areas
        ]
        schema = pa.schema([("ward", pa.int32()), ("neighbourhood", pa.string())])
        columns = [[ward for ward, _ in pairs], [area for _, area in pairs]]
        return ibis.memtable(pa.table(columns, schema=schema))


def whole_sum(column: Any) -> IntegerValue:
    """Return the sum of a whole-number column as int64.

    DuckDB sums into 128 bits and writes those to Parquet as floating point; Ibis takes the sum for
    int64 and drops a plain cast. The way through decimal is exact and real on both engines.
    """
    summed: IntegerValue = column.sum().cast("decimal(18, 0)").cast("int64")
    return summed


def in_period(day: Any, period: Period) -> BooleanValue:
    """Say of a column of days whether each lies in the period."""
    held: BooleanValue = (day >= ibis.literal(period.starts_on)) & (day < ibis.literal(period.ends_before))
    return held


def middle_of(period: Period) -> date:
    """Return the day in the middle of a period, on which its people are counted."""
    return period.starts_on + timedelta(days=(period.days + 1) // 2)


def is_open(table: Table, on: date | Any) -> BooleanValue:
    """Say of a table with half-open periods whether each row holds the day `on`."""
    day = ibis.literal(on) if isinstance(on, date) else on
    held: BooleanValue = (table.starts_on <= day) & (table.ends_before.isnull() | (table.ends_before > day))
    return held


def age_on(born_on: Any, day: date | Any) -> IntegerValue:
    """Return complete years of age on `day`; exact on every engine, since it compares whole numbers."""
    on = ibis.literal(day) if isinstance(day, date) else day
    is_before_birthday = (on.month() * 100 + on.day()) < (born_on.month() * 100 + born_on.day())
    years: IntegerValue = (on.year() - born_on.year() - is_before_birthday.cast("int32")).cast("int32")
    return years


def aged(records: Records, on: date, *, at_least: int = 0) -> Table:
    """Return person and age of everybody born before a day who is of an age or over, one row a person."""
    people = records["people"]
    born = people.filter(people.born_on < ibis.literal(on))
    once = born.group_by("person").agg(born_on=born.born_on.min())
    ages = once.select("person", age=age_on(once.born_on, on))
    return ages.filter(ages.age >= at_least)

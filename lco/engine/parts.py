"""Large results, computed and written part by part so that memory stays bounded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import sqlglot.expressions as sge
from ibis.expr.operations import DatabaseTable, Namespace

from lco.engine.backends import engine_of
from lco.engine.files import ROW_GROUP_ROWS
from lco.engine.holding import typed
from lco.engine.shifting import in_words_as_of

Build = Callable[[Mapping[str, ibis.Table], date], ibis.Table]
_MEMORY = Namespace(catalog="temp", database="main")
_COPIED = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS}"


def write_parts(
    con: Any,
    inputs: Mapping[str, ibis.Table],
    build: Build,
    folders: Mapping[date, Path],
    *,
    key: str,
    each: int,
) -> dict[date, int]:
    """Compute `build(inputs, day)` for each day and write it as the files ``part-*.parquet`` of a folder.

    The answer for a value of `key` must follow from the rows with that value alone. DuckDB then computes
    it for one range of values after another, over the row groups that hold them: memory stays that of one
    range, however many there are. The expression is put into words once, as of the last day; for the other
    days its dates are moved, so every date in it must be a number of whole days from the day. Several days
    read a range once. Spark divides the work itself and holds no more than it may.

    Args:
        con: backend that `connect` opened.
        inputs: tables that all have the whole number `key`; ``inputs["people"]`` has a row for each value.
        build: makes the expression of the result as of a day from tables like `inputs`.
        folders: day to the folder to make; what stands there is replaced once all is written.
        key: column that ranges are made of.
        each: about how many values of the key a range holds.

    Returns:
        The number of rows written, by day.

    Raises:
        DateNotMovable: when a date in the expression is no number of days from the day.
    """
    aside = {day: folder.with_name(f"writing-{folder.name}") for day, folder in folders.items()}
    _sweep(aside)
    try:
        if engine_of(con) == "duckdb":
            written = _Ranges(con, inputs, key).write(build, aside, each)
        else:
            written = {day: _write_by_spark(con, build(inputs, day), folder) for day, folder in aside.items()}
        for day, folder in folders.items():
            shutil.rmtree(folder, ignore_errors=True)
            aside[day].rename(folder)
    finally:
        _sweep(aside)
    return written


def read_parts(con: Any, folder: Path) -> ibis.Table:
    """Return what `write_parts` wrote as a table of `con`."""
    table: ibis.Table = con.read_parquet(str(folder.resolve() / "part-*.parquet"))
    return table


def _sweep(folders: Mapping[date, Path]) -> None:
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)


def _write_by_spark(con: Any, rows: ibis.Table, folder: Path) -> int:
    con.to_parquet_dir(rows, str(folder.resolve()), options={"compression": "zstd"})
    return int(con.execute(read_parts(con, folder).count()))


@dataclass(frozen=True)
class _Ranges:
    """Tables of which DuckDB sees one range of a key after another, by the same names."""

    con: Any
    inputs: Mapping[str, ibis.Table]
    key: str

    def write(self, build: Build, folders: Mapping[date, Path], each: int) -> dict[date, int]:
        """Write every range of every day, and return the rows of each day."""
        last = max(folders)
        shown = {name: self._shown(name) for name in self.inputs}
        rows = build(shown, last)
        self.con._run_pre_execute_hooks(rows)
        planned = typed(self.con, rows).order_by(sge.column(self.key, quoted=True))
        as_of = in_words_as_of(planned, last)
        written = dict.fromkeys(folders, 0)
        for folder in folders.values():
            folder.mkdir(parents=True)
        kind = "VIEW" if len(folders) == 1 else "TABLE"
        try:
            for number, bounds in enumerate(pairwise([None, *self._bounds(each), None])):
                for name, table in self.inputs.items():
                    self._show(name, self._between(table, *bounds), kind)
                for day, folder in folders.items():
                    written[day] += self._copy(as_of(day), folder / f"part-{number:04d}.parquet")
        finally:
            for name in self.inputs:
                self.con.raw_sql(f"DROP {kind} IF EXISTS {_name(name)}")
        return written

    def _copy(self, query: str, path: Path) -> int:
        target = sge.Literal.string(str(path)).sql("duckdb")
        rows: int = self.con.raw_sql(f"COPY ({query}) TO {target} ({_COPIED})").fetchone()[0]
        return rows

    def _bounds(self, each: int) -> list[int]:
        """Return the values of the key at which a new range begins."""
        keys = self.con.to_pyarrow(self.inputs["people"][self.key]).to_numpy()
        ranges = max(1, round(len(keys) / each))
        ends = [len(keys) * number // ranges for number in range(1, ranges)]
        return sorted({int(key) for key in np.partition(keys, ends)[ends]}) if ends else []

    def _between(self, table: ibis.Table, first: int | None, after: int | None) -> ibis.Table:
        if first is not None:
            table = table.filter(table[self.key] >= first)
        return table if after is None else table.filter(table[self.key] < after)

    def _shown(self, name: str) -> ibis.Table:
        return DatabaseTable(_name(name), self.inputs[name].schema(), self.con, _MEMORY).to_expr()

    def _show(self, name: str, rows: ibis.Table, kind: str) -> None:
        """Make the view or table of that name hold `rows`."""
        self.con._run_pre_execute_hooks(rows)
        made = sge.Create(
            kind=kind,
            this=sge.to_table(_name(name)),
            properties=sge.Properties(expressions=[sge.TemporaryProperty()]),
            expression=self.con.compiler.to_sqlglot(rows),
            replace=True,
        )
        self.con.raw_sql(made.sql("duckdb"))


def _name(name: str) -> str:
    return f"range_of_{name}"

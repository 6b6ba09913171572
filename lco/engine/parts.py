"""Large results, computed and written part by part so that memory stays bounded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import ibis
import sqlglot.expressions as sge
from ibis.expr.operations import DatabaseTable, Namespace

from lco.engine.backends import engine_of
from lco.engine.files import ROW_GROUP_ROWS
from lco.engine.holding import typed

Build = Callable[[Mapping[str, ibis.Table]], ibis.Table]
_MEMORY = Namespace(catalog="temp", database="main")


def write_parts(
    con: Any, inputs: Mapping[str, ibis.Table], build: Build, folder: Path, *, key: str, each: int
) -> int:
    """Compute `build(inputs)` and write it as the Parquet files ``part-*.parquet`` of a new `folder`.

    The answer for a value of `key` must follow from the rows with that value alone. DuckDB then computes
    it for one range of values after another, over the row groups that hold them, and memory stays that of
    one range however many there are. Spark divides the work itself and holds no more than it may.

    Args:
        con: backend that `connect` opened.
        inputs: tables that all have the whole number `key`; ``inputs["people"]`` has a row for each value.
        build: makes the expression of the result from tables like `inputs`.
        folder: folder to make; whatever stands there is replaced once all is written.
        key: column that ranges are made of.
        each: about how many values of the key a range holds.

    Returns:
        The number of rows written.
    """
    aside = folder.with_name(f"writing-{folder.name}")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        if engine_of(con) == "duckdb":
            aside.mkdir(parents=True)
            rows = _write_ranges(con, inputs, build, aside, key=key, each=each)
        else:
            rows = _write_by_spark(con, build(inputs), aside)
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return rows


def read_parts(con: Any, folder: Path) -> ibis.Table:
    """Return what `write_parts` wrote as a table of `con`."""
    table: ibis.Table = con.read_parquet(str(folder.resolve() / "part-*.parquet"))
    return table


def _write_by_spark(con: Any, rows: ibis.Table, folder: Path) -> int:
    con.to_parquet_dir(rows, str(folder.resolve()), options={"compression": "zstd"})
    return int(con.execute(read_parts(con, folder).count()))


def _write_ranges(
    con: Any, inputs: Mapping[str, ibis.Table], build: Build, folder: Path, *, key: str, each: int
) -> int:
    """Put the expression into words once, over views that show one range after another."""
    rows = build({name: _view(con, name, table) for name, table in inputs.items()})
    query = typed(con, rows).order_by(sge.column(key, quoted=True)).sql("duckdb")
    con._run_pre_execute_hooks(rows)
    written = 0
    for number, bounds in enumerate(pairwise([None, *_bounds(con, inputs["people"], key, each), None])):
        for name, table in inputs.items():
            _show(con, name, _between(table, key, *bounds))
        target = sge.Literal.string(str(folder / f"part-{number:04d}.parquet")).sql("duckdb")
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
        written += con.raw_sql(f"COPY ({query}) TO {target} ({options})").fetchone()[0]
    return written


def _bounds(con: Any, people: ibis.Table, key: str, each: int) -> list[int]:
    """Return the values of `key` at which a new range begins."""
    ranges = max(1, round(int(con.execute(people.count())) / each))
    if ranges == 1:
        return []
    found = con.execute(people[key].quantile([number / ranges for number in range(1, ranges)]))
    return sorted({int(value) for value in found})


def _between(table: ibis.Table, key: str, first: int | None, after: int | None) -> ibis.Table:
    if first is not None:
        table = table.filter(table[key] >= first)
    return table if after is None else table.filter(table[key] < after)


def _view(con: Any, name: str, table: ibis.Table) -> ibis.Table:
    return DatabaseTable(_name(name), table.schema(), con, _MEMORY).to_expr()


def _name(name: str) -> str:
    return f"range_of_{name}"


def _show(con: Any, name: str, rows: ibis.Table) -> None:
    """Make the view of a table show `rows`."""
    con._run_pre_execute_hooks(rows)
    made = sge.Create(
        kind="VIEW",
        this=sge.to_table(_name(name)),
        properties=sge.Properties(expressions=[sge.TemporaryProperty()]),
        expression=con.compiler.to_sqlglot(rows),
        replace=True,
    )
    con.raw_sql(made.sql("duckdb"))

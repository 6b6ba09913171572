"""Results kept in the engine while more is computed from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import sqlglot.expressions as sge
from ibis.expr.operations import DatabaseTable, Namespace


def hold(con: Any, rows: ibis.Table, name: str) -> ibis.Table:
    """Compute `rows` once into a temporary table of DuckDB, in their order, and return it."""
    table, compute = plan_hold(con, rows, name)
    compute()
    return table


def plan_hold(con: Any, rows: ibis.Table, name: str) -> tuple[ibis.Table, Callable[[], None]]:
    """Return the table that is to hold `rows`, and the work that fills it, which any one thread may do.

    To put an expression into words takes Ibis longer than DuckDB needs for a small table, so a load does
    both side by side.
    """
    create = sge.Create(
        kind="TABLE",
        this=sge.to_table(name),
        properties=sge.Properties(expressions=[sge.TemporaryProperty()]),
        expression=typed(con, rows),
        replace=True,
    ).sql("duckdb")

    def compute() -> None:
        con._run_pre_execute_hooks(rows)
        con.raw_sql(create)

    place = Namespace(catalog="temp", database="main")
    return DatabaseTable(name, rows.schema(), con, place).to_expr(), compute


def typed(con: Any, rows: ibis.Table) -> sge.Select:
    """Return the query of `rows` with the types Ibis knows.

    To DuckDB a literal 1 is an integer of four bytes, and a day plus days an instant.
    """
    query = con.compiler.to_sqlglot(rows).subquery("held")
    types = con.compiler.type_mapper
    columns = [
        sge.alias_(sge.cast(sge.column(column, quoted=True), types.from_ibis(dtype)), column, quoted=True)
        for column, dtype in rows.schema().items()
    ]
    return sge.select(*columns).from_(query)

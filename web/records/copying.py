"""Fills a table from columns by PostgreSQL's COPY: half a million rows in seconds, all or none.

COPY has no form in Django's query language. The statements are composed of quoted names of a model's
own columns; no value ever becomes part of a statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection, models
from psycopg import sql

# Rows written to the server at a time: some ten megabytes.
_ROWS = 50_000


def columns_of(model: type[models.Model], *, without: Iterable[str] = ()) -> list[str]:
    """Return the column names of `model` in the order of its fields, save those in `without`."""
    left_out = set(without)
    return [field.column for field in model._meta.concrete_fields if field.column not in left_out]


def copy_rows(model: type[models.Model], rows: pa.Table) -> int:
    """Append `rows`, whose columns are columns of `model`, to its table; return how many."""
    return _copy(model._meta.db_table, rows)


def merge_rows(model: type[models.Model], rows: pa.Table) -> int:
    """Insert `rows` or bring the row with the same key up to date; return how many differed or were new.

    Rows of the table that `rows` does not hold stay as they are, since work may refer to them.
    """
    key = model._meta.pk.column
    staging = f"incoming_{model._meta.db_table}"
    others = [name for name in rows.column_names if name != key]
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(
                "CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING DEFAULTS) ON COMMIT DROP",
                sql.Identifier(staging),
                sql.Identifier(model._meta.db_table),
            )
        )
        _copy(staging, rows)
        cursor.execute(_merge(model._meta.db_table, staging, key, others))
        changed = int(cursor.rowcount)
        cursor.execute(_statement("DROP TABLE {}", sql.Identifier(staging)))
        return changed


def take_stock(*loaded: type[models.Model]) -> None:
    """Let the planner know how the tables just filled look; else the first pages after are slow."""
    with connection.cursor() as cursor:
        for model in loaded:
            cursor.execute(_statement("ANALYZE {}", sql.Identifier(model._meta.db_table)))


def one_at_a_time(purpose: int) -> None:
    """Wait until no other transaction holds the lock `purpose`; it is held until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [purpose])


def _merge(table: str, staging: str, key: str, others: list[str]) -> str:
    def listed(names: Iterable[str], prefix: str = "") -> sql.Composable:
        parts = (sql.SQL(prefix) + sql.Identifier(name) for name in names)
        return sql.SQL(", ").join(parts)

    updates = (sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in others)
    return _statement(
        "INSERT INTO {table} AS kept ({names}) SELECT {names} FROM {staging} "
        "ON CONFLICT ({key}) DO UPDATE SET {updates} WHERE ({kept}) IS DISTINCT FROM ({incoming})",
        table=sql.Identifier(table),
        staging=sql.Identifier(staging),
        names=listed([key, *others]),
        key=sql.Identifier(key),
        updates=sql.SQL(", ").join(updates),
        kept=listed(others, "kept."),
        incoming=listed(others, "EXCLUDED."),
    )


def _statement(template: str, *parts: sql.Composable, **named: sql.Composable) -> str:
    return sql.SQL(template).format(*parts, **named).as_string(None)


def _copy(table: str, rows: pa.Table) -> int:
    statement = _statement(
        "COPY {} ({}) FROM STDIN (FORMAT csv)",
        sql.Identifier(table),
        sql.SQL(", ").join(sql.Identifier(name) for name in rows.column_names),
    )
    options = pacsv.WriteOptions(include_header=False)
    # COPY goes past Django's cursor: its errors are made Django's here.
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for batch in rows.to_batches(max_chunksize=_ROWS):
            buffer = BytesIO()
            pacsv.write_csv(pa.Table.from_batches([batch]), buffer, options)
            copy.write(buffer.getvalue())
    return rows.num_rows

"""The one module that names a database engine.

Every computation is an Ibis expression; this module opens the engine that runs it: DuckDB, embedded,
or Spark when a place outgrows one machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import ibis
import sqlglot.expressions as sge
from ibis.expr.operations import DatabaseTable, Namespace
from pyarrow import parquet

EngineName = Literal["duckdb", "spark"]
ROW_GROUP_ROWS = 122_880  # DuckDB's own row-group size: one group is one unit of parallel reading


class EngineUnavailable(RuntimeError):
    """The engine asked for is not installed or cannot start; the message says what to do."""


def connect(
    engine: EngineName = "duckdb",
    *,
    memory_limit: str = "4GB",
    threads: int | None = None,
    scratch: Path | None = None,
    spark_master: str = "local[2]",
) -> Any:
    """Open an engine and return its Ibis backend.

    Args:
        engine: ``duckdb`` (embedded) or ``spark``.
        memory_limit: most memory DuckDB may take, such as ``1GB``; more spills to `scratch`.
        threads: threads of DuckDB; all cores when None.
        scratch: folder for what spills over; DuckDB's own choice when None.
        spark_master: cluster address, used by ``spark`` only.

    Raises:
        EngineUnavailable: when Spark or Java is not installed.
    """
    if engine == "duckdb":
        return _duckdb(memory_limit=memory_limit, threads=threads, scratch=scratch)
    return _spark(spark_master)


def _duckdb(*, memory_limit: str, threads: int | None, scratch: Path | None) -> Any:
    settings: dict[str, Any] = {"memory_limit": memory_limit}
    if threads is not None:
        settings["threads"] = threads
    if scratch is not None:
        settings["temp_directory"] = str(scratch)
    # Files are given to the engine by this code alone; extensions can never be fetched at run time.
    settings["autoinstall_known_extensions"] = False
    return ibis.duckdb.connect(**settings)


def _spark(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineUnavailable(
            "Spark is not installed: run 'make setup EXTRAS=spark' and try again."
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master(master)
        .appName("lco")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)


def engine_of(con: Any) -> EngineName:
    """Say which engine a backend of `connect` is."""
    return "duckdb" if con.name == "duckdb" else "spark"


def write_parquet(con: Any, table: ibis.Table, path: Path, *, row_group_rows: int = ROW_GROUP_ROWS) -> None:
    """Compute `table` and write it as one Parquet file, in its order where it has one.

    DuckDB writes the file itself. Spark writes folders, so its rows come back in batches and are
    written here: the file is the same kind of file whichever engine made it.
    """
    if engine_of(con) == "duckdb":
        con.to_parquet(table, path, compression="zstd", row_group_size=row_group_rows)
        return
    schema = table.schema().to_pyarrow()
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in con.to_pyarrow_batches(table, chunk_size=row_group_rows):
            writer.write_batch(batch.cast(schema))


def read_parquet(con: Any, path: Path) -> ibis.Table:
    """Return one Parquet file as a table of `con`."""
    return con.read_parquet(str(path))


def _bit_or(mask: int) -> int:
    raise NotImplementedError("bit_or runs in the engine, never in Python")


_BIT_OR: Any = ibis.udf.agg.builtin(_bit_or, name="bit_or", signature=(("int64",), "int64"))


def bit_or(mask: ibis.Value) -> Any:
    """Return every bit set in any value of a group: a builtin aggregate of both engines.

    Ibis's own ``.bit_or()`` is rendered wrongly on Spark.
    """
    return _BIT_OR(mask)


def errors() -> tuple[type[Exception], ...]:
    """Return the exceptions DuckDB raises, for an ``except`` clause that names no engine."""
    import duckdb

    return (duckdb.Error,)


def open_duckdb_file(path: Path) -> Any:
    """Open somebody's DuckDB file to read: nothing in it can write, reach other files or load code."""
    return ibis.duckdb.connect(
        str(path),
        read_only=True,
        enable_external_access=False,
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )


def hold(con: Any, rows: ibis.Table, name: str) -> ibis.Table:
    """Compute `rows` once into a temporary table of DuckDB, in their order, and return it."""
    table, compute = plan_hold(con, rows, name)
    compute()
    return table


def plan_hold(con: Any, rows: ibis.Table, name: str) -> tuple[ibis.Table, Callable[[], None]]:
    """Return the table that is to hold `rows`, and the work that fills it, which any one thread may do.

    To put an expression into words takes Ibis longer than DuckDB needs for a small table, so a load does
    both side by side. The casts keep the types Ibis knows: to DuckDB a literal 1 is an integer of four
    bytes, and a day plus days an instant.
    """
    query = con.compiler.to_sqlglot(rows).subquery("held")
    types = con.compiler.type_mapper
    columns = [
        sge.alias_(sge.cast(sge.column(column, quoted=True), types.from_ibis(dtype)), column, quoted=True)
        for column, dtype in rows.schema().items()
    ]
    create = sge.Create(
        kind="TABLE",
        this=sge.to_table(name),
        properties=sge.Properties(expressions=[sge.TemporaryProperty()]),
        expression=sge.select(*columns).from_(query),
        replace=True,
    ).sql("duckdb")

    def compute() -> None:
        con._run_pre_execute_hooks(rows)
        con.raw_sql(create)

    place = Namespace(catalog="temp", database="main")
    return DatabaseTable(name, rows.schema(), con, place).to_expr(), compute

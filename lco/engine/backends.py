"""Opens the engines: DuckDB, embedded, or Spark on one machine or many."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Literal

import ibis

EngineName = Literal["duckdb", "spark"]


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

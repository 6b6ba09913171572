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
        memory_limit: most memory the engine may take, such as ``1GB``; DuckDB spills more to `scratch`.
            Of a Spark cluster it is the memory of each executor.
        threads: threads of DuckDB; all cores when None.
        scratch: folder for what spills over; DuckDB's own choice when None.
        spark_master: address of the cluster, or ``local[*]`` for this machine; used by ``spark`` only.

    Raises:
        EngineUnavailable: when Spark or Java is not installed, or the cluster cannot be reached.
    """
    if engine == "duckdb":
        return _duckdb(memory_limit=memory_limit, threads=threads, scratch=scratch)
    return _spark(spark_master, memory_limit=memory_limit)


def _duckdb(*, memory_limit: str, threads: int | None, scratch: Path | None) -> Any:
    settings: dict[str, Any] = {"memory_limit": memory_limit}
    if threads is not None:
        settings["threads"] = threads
    if scratch is not None:
        settings["temp_directory"] = str(scratch)
    # Files are given to the engine by this code alone; extensions can never be fetched at run time.
    settings["autoinstall_known_extensions"] = False
    # The system keeps the files it read; a copy of DuckDB's own would fill the memory it may take.
    settings["enable_external_file_cache"] = False
    return ibis.duckdb.connect(**settings)


def _spark(master: str, *, memory_limit: str) -> Any:
    try:
        from py4j.protocol import Py4JError  # type: ignore[import-untyped]
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineUnavailable(
            "Spark is not installed: run 'make setup EXTRAS=spark' and try again."
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("lco")
    for name, value in _spark_settings(master, memory_limit).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        # A cluster that cannot be reached lets the session begin and stops it a minute later.
        session.range(1).count()
    except (Py4JError, PySparkException, OSError) as error:
        raise EngineUnavailable(
            f"Spark does not start at '{master}': see that Java 17 is installed and that the address is "
            "right and answers, as in docs/how-to/run-on-a-cluster.md."
        ) from error
    return ibis.pyspark.connect(session)


def _spark_settings(master: str, memory_limit: str) -> dict[str, str]:
    """Return the settings of a session: memory is that of this machine, or of each executor of a cluster."""
    memory = memory_limit.strip().lower().removesuffix("ib").removesuffix("b").replace(" ", "")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.memory": memory,
        "spark.executor.memory": memory,
    }
    if master.startswith("local"):
        # A handful of threads needs a handful of parts; a cluster keeps Spark's own number, which it
        # brings down to what the data need.
        settings["spark.sql.shuffle.partitions"] = "4"
    if master.startswith("local-cluster"):
        del settings["spark.executor.memory"]  # the address itself says it
    return settings


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

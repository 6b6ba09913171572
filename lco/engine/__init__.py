"""The one package that names a database engine.

Every computation is an Ibis expression; this package opens the engine that runs it: DuckDB, embedded,
or Spark when a place outgrows one machine.
"""

from __future__ import annotations

from lco.engine.backends import EngineName, EngineUnavailable, connect, engine_of, errors, open_duckdb_file
from lco.engine.bits import bit_count, bit_or
from lco.engine.files import ROW_GROUP_ROWS, read_parquet, write_parquet
from lco.engine.holding import hold, plan_hold
from lco.engine.parts import read_parts, write_parts
from lco.engine.shifting import DateNotMovable

__all__ = [
    "ROW_GROUP_ROWS",
    "DateNotMovable",
    "EngineName",
    "EngineUnavailable",
    "bit_count",
    "bit_or",
    "connect",
    "engine_of",
    "errors",
    "hold",
    "open_duckdb_file",
    "plan_hold",
    "read_parquet",
    "read_parts",
    "write_parquet",
    "write_parts",
]

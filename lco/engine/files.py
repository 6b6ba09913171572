"""Parquet files in and out, the same whichever engine made them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis
from pyarrow import parquet

from lco.engine.backends import engine_of

ROW_GROUP_ROWS = 122_880  # DuckDB's own row-group size: one group is one unit of parallel reading


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

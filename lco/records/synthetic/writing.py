"""Writes chunks as Parquet parts and joins the parts of a table into one file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lco.records.synthetic.chunk import Recipe, tables_of

ROW_GROUP_ROWS = 122_880
_WITH_DICTIONARY = {
    "people": False,
    "identities": False,
}


def write_chunk(recipe: Recipe, chunk: int, folder: Path) -> dict[str, int]:
    """Make a chunk and write one part per table to `folder`; return rows per table."""
    rows = {}
    for name, table in tables_of(recipe, chunk):
        write_part(table, part_path(folder, name, chunk))
        rows[name] = table.num_rows
    return rows


def part_path(folder: Path, table: str, chunk: int) -> Path:
    """Return where a part of a table stands."""
    return folder / f"{table}.{chunk:06d}.part"


def write_part(table: pa.Table, path: Path) -> None:
    """Write one part."""
    pq.write_table(table, path, row_group_size=ROW_GROUP_ROWS, compression="zstd", compression_level=1)


def parts_of(folder: Path, table: str, chunks: Iterable[int]) -> list[Path]:
    """Return the parts of a table in order of chunk."""
    return [part_path(folder, table, chunk) for chunk in chunks]

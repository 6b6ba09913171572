"""Writes chunks as Parquet parts, a few chunks to a part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lco.records.synthetic.chunk import Recipe, tables_of

ROW_GROUP_ROWS = 122_880
CHUNKS_A_PART = 4

# What took least time and space on the tables with most rows: days of repeats are evenly apart and amounts
# of money have many values, so differences of neighbours are cheaper than a dictionary.
_DELTA = {"prescriptions": ("prescribed_on",), "costs": ("pence",)}
_WITH_BOUNDS = ("person", "starts_on", "contacted_on", "prescribed_on", "incurred_on", "attended_on")


def parts_in(chunks: int) -> int:
    """Return the number of parts that hold `chunks` chunks."""
    return -(-chunks // CHUNKS_A_PART)


def write_part(recipe: Recipe, part: int, folder: Path) -> dict[str, int]:
    """Make the chunks of a part and write a file per table to `folder`; return rows per table."""
    made: dict[str, list[pa.Table]] = {}
    chunks = range(part * CHUNKS_A_PART, min((part + 1) * CHUNKS_A_PART, recipe.plan.chunks))
    for chunk in chunks:
        for name, table in tables_of(recipe, chunk):
            made.setdefault(name, []).append(table)
    rows = {}
    for name in list(made):
        table = pa.concat_tables(made.pop(name))
        pq.write_table(table, part_path(folder, name, part), **_options(table, name))
        rows[name] = table.num_rows
    return rows


def part_path(folder: Path, table: str, part: int) -> Path:
    """Return where a part of a table stands."""
    return folder / f"{table}.{part:06d}.part"


def _options(table: pa.Table, name: str) -> dict[str, Any]:
    delta = _DELTA.get(name, ())
    return {
        "row_group_size": ROW_GROUP_ROWS,
        "compression": "zstd",
        "compression_level": 1,
        "use_dictionary": [column for column in table.column_names if column not in delta],
        "column_encoding": dict.fromkeys(delta, "DELTA_BINARY_PACKED") or None,
        "write_statistics": [column for column in table.column_names if column in _WITH_BOUNDS],
    }

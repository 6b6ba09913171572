"""From facts back to the text of a CSV pack file, such that reading it gives the same facts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from enum import Enum
from typing import Any

from lco.place.cells import columns_of
from lco.place.fact import Row


def csv_text(row_type: type[Row], rows: Sequence[Row]) -> str:
    """Return `rows` as CSV with a header; source and section stand last, an empty cell is no value."""
    names = column_names(row_type)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell_text(getattr(row, name)) for name in names])
    return text.getvalue()


def column_names(row_type: type[Row]) -> list[str]:
    """Return the columns of a row type in the order in which files show them."""
    last = ("source", "section")
    names = list(columns_of(row_type))
    return [name for name in names if name not in last] + [name for name in last if name in names]


def cell_text(value: Any) -> str:
    """Return one value as its cell: lists parted by semicolons, true and false, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ";".join(cell_text(part) for part in value)
    return str(value)

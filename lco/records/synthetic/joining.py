"""Joins Parquet files of one schema into one, without decoding them.

Data pages are copied as they are; only the footer is written anew, with every offset moved to where the
bytes now stand. So processes write parts side by side and a table is one file all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lco.records.synthetic import thrift
from lco.records.synthetic.thrift import Struct

MAGIC = b"PAR1"
_ROWS, _ROW_GROUPS = 3, 4
_COLUMNS, _GROUP_OFFSET, _ORDINAL = 1, 5, 7
_CHUNK_OFFSET, _CHUNK_META, _OFFSET_INDEX, _COLUMN_INDEX = 2, 3, 4, 6
_PAGE_OFFSETS = (9, 10, 11, 14)


class PartsDiffer(ValueError):
    """Parts that are no Parquet files of one schema; the message names the file."""


def join(parts: Sequence[Path], target: Path) -> int:
    """Write the rows of all `parts`, in their order, to `target`; return the number of rows.

    Parts without rows add nothing. With no part at all nothing can be known of the columns.

    Raises:
        PartsDiffer: when a part is no Parquet file or has other columns than the first; nothing is left.
    """
    if not parts:
        raise PartsDiffer("There is no part to join.")
    first = _footer(parts[0])
    groups: list[Struct] = []
    rows = 0
    with target.open("wb") as out:
        out.write(MAGIC)
        for part in parts:
            footer = _footer(part)
            if _named(footer, 2) != _named(first, 2):
                target.unlink()
                raise PartsDiffer(f"{part.name} has other columns than {parts[0].name}.")
            shift = out.tell() - len(MAGIC)
            _copy_pages(part, out)
            for group in _named(footer, _ROW_GROUPS)[1]:
                groups.append(_moved_group(group, shift, len(groups)))
            rows += _named(footer, _ROWS)
        _write_footer(out, first, groups, rows)
    return rows


def _footer_length(file: BinaryIO, name: str) -> int:
    size = file.seek(0, os.SEEK_END)
    if size < 12:
        raise PartsDiffer(f"{name} is no Parquet file.")
    file.seek(-8, os.SEEK_END)
    tail = file.read(8)
    length = int.from_bytes(tail[:4], "little")
    if tail[4:] != MAGIC or length > size - 12:
        raise PartsDiffer(f"{name} is no whole Parquet file.")
    return length


def _footer(path: Path) -> Struct:
    with path.open("rb") as file:
        length = _footer_length(file, path.name)
        file.seek(-8 - length, os.SEEK_END)
        return thrift.Reader(file.read(length)).struct()


def _copy_pages(path: Path, out: BinaryIO) -> None:
    with path.open("rb") as file:
        length = _footer_length(file, path.name)
        left = file.seek(0, os.SEEK_END) - 8 - length - len(MAGIC)
        file.seek(len(MAGIC))
        while left:
            data = file.read(min(left, 1 << 22))
            out.write(data)
            left -= len(data)


def _write_footer(out: BinaryIO, like: Struct, groups: list[Struct], rows: int) -> None:
    changed = _changed(like, {_ROWS: lambda _: rows, _ROW_GROUPS: lambda _: (thrift.STRUCT, groups)})
    data = thrift.struct(changed)
    out.write(data + len(data).to_bytes(4, "little") + MAGIC)


def _moved_group(group: Struct, shift: int, ordinal: int) -> Struct:
    def moved(offset: int) -> int:
        # Zero says that the writer left the offset out.
        return offset + shift if offset else 0

    def chunk(fields: Struct) -> Struct:
        offsets = dict.fromkeys((_CHUNK_OFFSET, _OFFSET_INDEX, _COLUMN_INDEX), moved)
        pages = dict.fromkeys(_PAGE_OFFSETS, moved)
        return _changed(fields, {**offsets, _CHUNK_META: lambda meta: _changed(meta, pages)})

    return _changed(
        group,
        {
            _COLUMNS: lambda columns: (columns[0], [chunk(fields) for fields in columns[1]]),
            _GROUP_OFFSET: moved,
            _ORDINAL: lambda _: min(ordinal, 32_767),
        },
    )


def _changed(fields: Struct, changes: Mapping[int, Callable[[Any], Any]]) -> Struct:
    return [
        (number, kind, changes[number](value) if number in changes else value)
        for number, kind, value in fields
    ]


def _named(fields: Struct, number: int) -> Any:
    return next((value for found, _, value in fields if found == number), None)

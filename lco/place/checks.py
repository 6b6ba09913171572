"""From raw rows to facts, and the laws of a pack: known columns, one row a key, every reference kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from lco.place.cells import CellRefused, Column, columns_of, value_of
from lco.place.fact import Row
from lco.place.refusal import Findings, short
from lco.place.rows import RawRow

Rows: TypeAlias = Mapping[str, list[tuple[RawRow, Row | None]]]
Types: TypeAlias = Mapping[str, type[Row]]


def are_columns_known(file: str, header: list[str], row_type: type[Row], findings: Findings) -> None:
    """Note the columns of a CSV header that are unknown and those that are missing."""
    columns = columns_of(row_type)
    for name in header:
        if name not in columns:
            findings.add(file, 1, f"column '{short(name)}' is unknown", f"use {', '.join(columns)}")
    for name, column in columns.items():
        if name not in header and not column.has_default:
            findings.add(file, 1, f"column '{name}' is missing", "add it")


def typed(file: str, raw: RawRow, row_type: type[Row], findings: Findings) -> Row | None:
    """Return the fact of one raw row, or None after noting every cell that cannot be used."""
    values: dict[str, Any] = {"line": raw.line}
    before = len(findings.problems)
    columns = columns_of(row_type)
    if file.endswith(".toml"):
        for name in raw.cells.keys() - columns.keys():
            findings.add(file, raw.line_of(name), f"'{short(name)}' is unknown", f"use {', '.join(columns)}")
    for name, column in columns.items():
        cell = raw.cells.get(name, "")
        if cell in ("", []):
            _fill_empty(file, raw, column, values, findings)
            continue
        try:
            values[name] = value_of(column, cell)
        except CellRefused as refusal:
            what = f"'{short(cell)}' in column '{name}'"
            findings.add(file, raw.line_of(name), what, f"it must be {refusal}")
    return row_type(**values) if len(findings.problems) == before else None


def _fill_empty(file: str, raw: RawRow, column: Column, values: dict[str, Any], findings: Findings) -> None:
    if column.has_default:
        return
    if column.is_optional:
        values[column.name] = None
    elif column.is_list:
        values[column.name] = ()
    elif column.name == "source":
        findings.add(file, raw.line, "the row has no source", "name a row of sources.csv there")
    else:
        findings.add(file, raw.line, f"column '{column.name}' is empty", "fill it")


def check_keys(rows: Rows, types: Types, findings: Findings) -> None:
    """Note every row whose key, or other unique columns, an earlier row of its file already has."""
    for stem, pairs in rows.items():
        row_type = types[stem]
        for names in (row_type.KEY, *row_type.UNIQUE):
            first: dict[tuple[str, ...], int] = {}
            for raw, row in pairs:
                # A row whose cells could not be typed still holds its key, as written.
                key = tuple(str(getattr(row, name) if row else raw.cells.get(name, "")) for name in names)
                if "" in key:
                    continue
                if key in first:
                    shown = f"{' and '.join(names)} '{short(', '.join(key))}'"
                    what = f"{shown} is doubled: it stands in line {first[key]}"
                    findings.add(row_type.FILE, raw.line, what, "keep one of the two")
                else:
                    first[key] = raw.line


def check_references(
    rows: Rows, types: Types, known_ids: Mapping[str, frozenset[str]], findings: Findings
) -> None:
    """Note every reference, a source among them, that names no row.

    `known_ids` holds ids declared outside the pack by the name references use (``indicators``).
    References to a file that could not be read are left alone: one fault is one sentence.
    """
    known = _Known(rows, types, known_ids, frozenset(findings.unread))
    for stem, pairs in rows.items():
        row_type = types[stem]
        refs = [(column, column.ref) for column in columns_of(row_type).values() if column.ref]
        for raw, row in pairs:
            if row is None:
                continue
            for column, ref in refs:
                value = getattr(row, column.name)
                for one in value if column.is_list else (value,):
                    if one is not None and known.lacks(ref.file, ref.column, str(one)):
                        what = f"{column.name} '{short(one)}' is unknown"
                        findings.add(row_type.FILE, raw.line_of(column.name), what, known.remedy(ref.file))


class _Known:
    """The ids that references may name, gathered once for each file and column."""

    def __init__(
        self, rows: Rows, types: Types, outside: Mapping[str, frozenset[str]], unread: frozenset[str]
    ) -> None:
        self._rows, self._types, self._outside, self._unread = rows, types, outside, unread
        self._found: dict[tuple[str, str | None], frozenset[str]] = {}

    def ids(self, file: str, column: str | None) -> frozenset[str]:
        if (file, column) not in self._found:
            self._found[file, column] = self._gathered(file, column)
        return self._found[file, column]

    def _gathered(self, file: str, column: str | None) -> frozenset[str]:
        inside: frozenset[str] = frozenset()
        if file in self._rows:
            name = column or self._types[file].KEY[0]
            inside = frozenset(str(raw.cells.get(name, "")) for raw, _ in self._rows[file])
        return inside | self._outside.get(file, frozenset())

    def lacks(self, file: str, column: str | None, value: str) -> bool:
        is_checkable = (file in self._types or file in self._outside) and file not in self._unread
        return is_checkable and value not in self.ids(file, column)

    def remedy(self, file: str) -> str:
        if file in self._types:
            return f"add it to {self._types[file].FILE} or name another"
        return f"name one of the platform's {file} or declare it in measures.csv"

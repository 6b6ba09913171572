"""From the bytes of a pack file to raw rows, each knowing its line. Meaning comes later, in `cells`."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lco.place.refusal import Findings, short

LARGEST_BYTES = 16 * 1024 * 1024
MOST_COLUMNS = 200
_HEADER = re.compile(r"^\s*\[\[\s*(\"?)([A-Za-z0-9_-]+)\1\s*\]\]")
_ASSIGNMENT = re.compile(r"^\s*\"?([A-Za-z0-9_-]+)\"?\s*=")
_TOML_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class RawRow:
    """One row before its cells are typed: texts from CSV, TOML's own values from TOML."""

    line: int
    cells: dict[str, Any]
    cell_lines: dict[str, int]

    def line_of(self, column: str) -> int:
        """Return the line of one cell, the row's own line where no better one is known."""
        return self.cell_lines.get(column, self.line)


def decoded(file: str, data: bytes, findings: Findings) -> str | None:
    """Return the text of a file, or None after noting why these bytes are no plain UTF-8 text."""
    fault = _fault_of(data)
    if fault is None:
        return data.decode("utf-8")
    position, what, remedy = fault
    findings.add(file, data.count(b"\n", 0, position) + 1, what, remedy)
    return None


def _fault_of(data: bytes) -> tuple[int, str, str] | None:
    """Return where the bytes stop being plain UTF-8 text, what is wrong and the remedy."""
    fault: tuple[int, str, str] | None = None
    if len(data) > LARGEST_BYTES:
        fault = 0, f"the file holds {len(data):,} bytes", f"a pack file has at most {LARGEST_BYTES:,}"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        fault = 0, "the file is written in UTF-16", "save it as UTF-8"
    elif data.startswith(b"\xef\xbb\xbf"):
        fault = 0, "the file begins with a byte order mark", "save it as UTF-8 without BOM"
    elif (at := data.find(b"\0")) >= 0:
        fault = at, "the file holds a NUL byte", "save it as plain UTF-8 text"
    elif (at := data.replace(b"\r\n", b"\n\n").find(b"\r")) >= 0:
        fault = at, "a line ends in a lone carriage return", "end lines with a line feed"
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            fault = error.start, "the text is no valid UTF-8", "save it as UTF-8"
    return fault


def csv_rows(file: str, text: str, findings: Findings) -> tuple[list[str], list[RawRow]]:
    """Return the header and the rows of a CSV text; rows that cannot be read are noted and left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[RawRow] = []
    line = 1
    try:
        for cells in reader:
            starts, line = line, reader.line_num + 1
            if not header:
                header = cells
                if not _is_header_sound(file, header, findings):
                    return [], []
            elif len(cells) == len(header):
                rows.append(RawRow(starts, dict(zip(header, cells, strict=True)), {}))
            elif cells:
                what = f"the row has {len(cells)} cells where the header has {len(header)}"
                findings.add(file, starts, what, "give each column one cell; quote texts that hold a comma")
    except csv.Error as error:
        findings.add(file, line, f"the file is no sound CSV ({error})", "check quotes and line ends here")
    if not header:
        findings.add(
            file, 1, "the file has no header", "name its columns in the first line or remove the file"
        )
    return header, rows


def _is_header_sound(file: str, header: list[str], findings: Findings) -> bool:
    if len(header) > MOST_COLUMNS:
        findings.add(file, 1, f"the header names {len(header):,} columns", f"at most {MOST_COLUMNS} are read")
        return False
    doubled = sorted({name for name in header if header.count(name) > 1})
    for name in doubled:
        findings.add(file, 1, f"column '{short(name)}' is named twice", "keep one of them")
    return not doubled


def toml_table(file: str, text: str, findings: Findings) -> dict[str, Any] | None:
    """Return the parsed TOML text with decimals kept exact, or None after noting where it breaks."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) if found else 1
        findings.add(file, line, f"the file is no sound TOML ({error})", "mend the text there")
        return None


def toml_rows(file: str, text: str, findings: Findings) -> list[RawRow]:
    """Return the entries of the one array of tables a TOML text holds, each with its line."""
    table = toml_table(file, text, findings)
    if table is None:
        return []
    arrays = {name: value for name, value in table.items() if _is_array_of_tables(value)}
    for name in table.keys() - arrays.keys():
        line = _assignments(text.splitlines(), 0).get(name, 1)
        findings.add(
            file, line, f"'{name}' is no entry of an array of tables", "write rows as [[name]] entries"
        )
    if len(arrays) > 1:
        findings.add(file, 1, f"the file holds {len(arrays)} arrays", "keep one array of tables in a file")
        return []
    for name, entries in arrays.items():
        return _placed(name, entries, text.splitlines())
    return []


def toml_settings(file: str, text: str, findings: Findings) -> list[RawRow]:
    """Return the top level of a TOML text as its only row."""
    table = toml_table(file, text, findings)
    return [] if table is None else [RawRow(1, table, _assignments(text.splitlines(), 0))]


def _is_array_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _placed(name: str, entries: list[dict[str, Any]], lines: list[str]) -> list[RawRow]:
    """Find the nth ``[[name]]`` for the nth entry, and each cell's line below it."""
    starts = [
        number
        for number, line in enumerate(lines, start=1)
        if (found := _HEADER.match(line)) and found[2] == name
    ]
    rows = []
    for position, entry in enumerate(entries):
        start = starts[position] if position < len(starts) else 1
        rows.append(RawRow(start, entry, _assignments(lines, start)))
    return rows


def _assignments(lines: list[str], after: int) -> dict[str, int]:
    """Return the line of each ``name =`` from line `after` (0-based) up to the next table header."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines[after:], start=after + 1):
        if _HEADER.match(line):
            break
        if assignment := _ASSIGNMENT.match(line):
            found.setdefault(assignment[1], number)
    return found

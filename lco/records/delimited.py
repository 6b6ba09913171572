"""Read CSV so that no row is lost: the engine reads a clean file, a file it refuses is sifted row by row."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco import engine
from lco.records.container import SourceFile, SourceRefused
from lco.records.extract import Place
from lco.records.reasons import NUMBER

FAULT = "row_fault"  # column of the number of the reason the sifting found against a row
MOST_COLUMNS = 1_000
MOST_LINES_A_ROW = 50
LONGEST_CELL = 100_000
_HEADING_BYTES = 1 << 18


@dataclass(frozen=True)
class Delimited:
    """A CSV file as a table of texts with ``rid``, the number of the row from 0, and `FAULT`."""

    rows: Expression
    file: SourceFile
    sifted: array[int] | None
    delimiter: str

    def locate(self, rows: Iterator[tuple[int, int]]) -> Iterator[tuple[Place, int]]:
        """Yield where each row (from 0, rising) stands, with the reason against it."""
        if self.sifted is not None:
            for row, number in rows:
                yield Place(self.file.name, self.sifted[row], None), number
            return
        records = enumerate(_records(self.file.path, self.delimiter))
        next(records, None)
        for row, number in rows:
            for at, (line, _) in records:
                if at == row + 1:
                    yield Place(self.file.name, line, None), number
                    break


def read_delimited(con: Any, file: SourceFile, *, name: str, scratch: Path) -> Delimited:
    """Read a CSV file into a table of `con` called `name`.

    Raises:
        SourceRefused: when the file has no usable heading: empty, UTF-16, doubled or too many columns.
    """
    columns, delimiter = heading(file)
    try:
        rows = _engine_rows(con, file.path, columns, delimiter, name=name)
        return Delimited(rows.mutate(**{FAULT: ibis.literal(0, type="int8")}), file, None, delimiter)
    except engine.errors():
        clean, lines = _sift(file, columns, delimiter, scratch / f"{name}.csv")
        rows = _engine_rows(con, clean, [*columns, FAULT], ",", name=name)
        return Delimited(rows.mutate(**{FAULT: rows[FAULT].cast("int8")}), file, lines, delimiter)


def _engine_rows(con: Any, path: Path, columns: list[str], delimiter: str, *, name: str) -> Expression:
    rows = con.read_csv(
        str(path),
        columns=dict.fromkeys(columns, "VARCHAR"),
        header=True,
        auto_detect=False,
        delim=delimiter,
        quote='"',
        escape='"',
        max_line_size=4 * LONGEST_CELL,
    )
    held = engine.hold(con, rows, name)
    return held.mutate(rid=held.rowid())


def heading(file: SourceFile) -> tuple[list[str], str]:
    """Return the column names of a CSV file, in small letters, and its delimiter.

    Raises:
        SourceRefused: when the heading cannot be used.
    """
    with file.path.open("rb") as handle:
        start = handle.read(_HEADING_BYTES)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SourceRefused(f"{file.name} is UTF-16: save it as UTF-8.")
    first = start.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").split(b"\n", 1)[0]
    if first.startswith((b"PK", b"PAR1", b"\x1f\x8b")) or b"\0" in first:
        raise SourceRefused(f"{file.name} is called CSV but holds something else: export it again.")
    if len(first) >= _HEADING_BYTES - 3:
        raise SourceRefused(f"{file.name} has a heading without end: check that it is CSV.")
    try:
        text = first.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceRefused(f"The heading of {file.name} is not UTF-8: save it as UTF-8.") from error
    delimiter = max(",\t;|", key=text.count)
    columns = [cell.strip().lower() for cell in next(csv.reader([text], delimiter=delimiter), [])]
    _refuse_heading(file.name, columns)
    return columns, delimiter


def _refuse_heading(name: str, columns: list[str]) -> None:
    if not any(columns):
        raise SourceRefused(f"{name} is empty: it needs a heading with the names of its columns.")
    if len(columns) > MOST_COLUMNS:
        raise SourceRefused(
            f"{name} has {len(columns):,} columns, more than {MOST_COLUMNS:,}: check that it is right."
        )
    doubled = next((column for column in columns if columns.count(column) > 1), None)
    if doubled is not None:
        raise SourceRefused(f"{name} has two columns called '{doubled[:40]}': rename or remove one.")


def _records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the first line, from 1, and the cells of each row; None for one whose quotes never close."""
    pending: list[tuple[int, str]] = []
    lines = enumerate(_lines(path), start=1)
    waiting: list[tuple[int, str]] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            if not pending:
                return
            yield pending[0][0], None
            waiting, pending = pending[1:], []
            continue
        if not pending and not line[1].strip("\r\n"):
            continue
        pending.append(line)
        try:
            cells = next(csv.reader([text for _, text in pending], delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error) and len(pending) < MOST_LINES_A_ROW:
                continue
            yield pending[0][0], None
            waiting, pending = pending[1:] + waiting, []
            continue
        yield pending[0][0], cells
        pending = []


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as handle:
        yield from handle


def _sift(file: SourceFile, columns: list[str], delimiter: str, to: Path) -> tuple[Path, array[int]]:
    """Write the rows of a file the engine refuses anew, a bad row as empty cells with its reason."""
    lines = array("q")
    csv.field_size_limit(LONGEST_CELL)
    with to.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
        records = _records(file.path, delimiter)
        next(records, None)
        writer.writerow([*columns, FAULT])
        for line, cells in records:
            reason = _reason(cells, len(columns))
            good = cells if cells is not None and reason is None else [""] * len(columns)
            writer.writerow([*good, NUMBER[reason] if reason else 0])
            lines.append(line)
    return to, lines


def _reason(cells: list[str] | None, columns: int) -> str | None:
    if cells is None:
        return "malformed"
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return "too_long"
    if any("\udc80" <= sign <= "\udcff" for cell in cells for sign in cell):
        return "invalid_utf8"
    if len(cells) != columns:
        return "wrong_cells"
    return "malformed" if any("\0" in cell for cell in cells) else None

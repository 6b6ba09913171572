"""Count the rows of a load, twice and independently, so that none is lost unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import ibis
from ibis.expr.types import Table as Expression

from lco.records.dictionary import Staged
from lco.records.events import Judged
from lco.records.files import count_lines
from lco.records.people import Settled
from lco.records.reasons import ADDS, GOOD, UNCHANGED
from lco.store import RowCount, StoreRefused


@dataclass(frozen=True)
class Counts:
    """Rows by table of the source, and the rows each record table must therefore hold."""

    rows: tuple[RowCount, ...]
    by_record_table: dict[str, int]


def count_rows(settled: Settled | None, staged: Sequence[Staged], judged: Sequence[Judged]) -> Counts:
    """Count what was read and what became of it.

    Raises:
        StoreRefused: when the parts of a table do not add up to what was read.
    """
    names, read, found = _to_count(settled, staged, judged)
    outcomes: list[Counter[int]] = [Counter() for _ in names]
    by_record_table: Counter[str] = Counter()
    for row in found.to_pyarrow().to_pylist():
        outcomes[row["at"]][row["reason"]] += row["rows"]
        if row["reason"] == GOOD:
            by_record_table[_record_table(judged, row["at"], row["target"])] += row["rows"]
    rows = (
        _row_count(name, count, reasons) for name, count, reasons in zip(names, read, outcomes, strict=True)
    )
    return Counts(tuple(rows), dict(by_record_table))


def _to_count(
    settled: Settled | None, staged: Sequence[Staged], judged: Sequence[Judged]
) -> tuple[list[str], list[int], Expression]:
    """Return names of the source's tables, their rows read, and ``at``, ``reason``, ``target``, ``rows``.

    `at` is the place among `judged`; people, if there are any, stand last.
    """
    names = [one.extract.table for one in judged]
    parts = [
        one.rows.select("reason", "target", at=ibis.literal(at).cast("int64"))
        for at, one in enumerate(judged)
    ]
    read = read_rows([one.rows for one in staged])
    if settled is not None:
        at, target = ibis.literal(len(names)).cast("int64"), ibis.literal(0, type="int8")
        parts.append(settled.rows.select("reason", target=target, at=at))
        names.append(settled.table)
        read.append(settled.read)
    rows = reduce(lambda one, other: one.union(other), parts)
    return names, read, rows.group_by("at", "reason", "target").agg(rows=rows.count())


def _record_table(judged: Sequence[Judged], at: int, target: int) -> str:
    return "people" if at == len(judged) else judged[at].extract.targets[target].table


def _row_count(table: str, read: int, reasons: Counter[int]) -> RowCount:
    quarantined = sum(count for reason, count in reasons.items() if reason > GOOD)
    kept = reasons[GOOD] + reasons[ADDS]
    return RowCount(table, read, kept=kept, quarantined=quarantined, unchanged=reasons[UNCHANGED])


def read_rows(tables: Sequence[Expression]) -> list[int]:
    """Return how many rows each table has."""
    return [int(table.count().to_pyarrow().as_py()) for table in tables]


@dataclass(frozen=True)
class Span:
    """The rows of a table that come from one file: the number of the first, and how many."""

    path: str
    first: int
    rows: int


def spans(rows: Expression, files: Sequence[str]) -> list[Span]:
    """Return which rows of a table come from which file; files without a row are left out."""
    if "file" not in rows.columns:
        return [Span(files[0], 0, int(rows.count().to_pyarrow().as_py()))]
    found = rows.group_by("file").agg(first=rows.rid.min(), rows=rows.count()).order_by("first")
    return [Span(files[one["file"]], one["first"], one["rows"]) for one in found.to_pyarrow().to_pylist()]


def refuse_lost_lines(settled: Settled | None, staged: Sequence[Staged], lines: Mapping[str, int]) -> None:
    """Refuse a load in which the engine read another number of rows than a file has lines.

    Args:
        settled: people of the load.
        staged: its events.
        lines: lines by path, counted without the engine; of files with another number of rows, the blank
            ones are taken off.

    Raises:
        StoreRefused: naming the file.
    """
    if not lines:
        return
    tables = [(one.rows, one.extract.files) for one in staged]
    if settled is not None:
        tables.append((settled.rows, settled.files))
    read = {span.path: span.rows for rows, files in tables for span in spans(rows, files)}
    for path, count in lines.items():
        if read.get(path, 0) != count and read.get(path, 0) != (count := count_lines(Path(path))):
            raise StoreRefused(
                f"{Path(path).name} has {count:,} lines but {read.get(path, 0):,} were read: nothing was "
                "stored, check that its lines end in a line feed."
            )

"""Count the rows of a load, twice and independently, so that none is lost unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ibis.expr.types import Table as Expression

from lco.records.dictionary import Staged
from lco.records.events import Judged
from lco.records.files import count_json_lines
from lco.records.people import Settled
from lco.records.reasons import GOOD, UNCHANGED
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
    rows: list[RowCount] = []
    by_record_table: Counter[str] = Counter()
    if settled is not None:
        reasons = _by_reason(settled.rows)
        rows.append(_row_count(settled.table, settled.read, reasons))
        by_record_table["people"] += reasons[GOOD]
    for read, found in zip(staged, judged, strict=True):
        reasons = Counter()
        for (reason, target), count in _by_reason_and_target(found.rows).items():
            reasons[reason] += count
            if reason == GOOD:
                by_record_table[found.extract.targets[target].table] += count
        rows.append(_row_count(found.extract.table, int(read.rows.count().execute()), reasons))
    return Counts(tuple(rows), dict(by_record_table))


def _row_count(table: str, read: int, reasons: Counter[int]) -> RowCount:
    quarantined = sum(count for reason, count in reasons.items() if reason > GOOD)
    return RowCount(table, read, kept=reasons[GOOD], quarantined=quarantined, unchanged=reasons[UNCHANGED])


def _by_reason(rows: Expression) -> Counter[int]:
    found = rows.group_by("reason").agg(rows=rows.count()).to_pyarrow().to_pylist()
    return Counter({row["reason"]: row["rows"] for row in found})


def _by_reason_and_target(rows: Expression) -> dict[tuple[int, int], int]:
    found = rows.group_by("reason", "target").agg(rows=rows.count()).to_pyarrow().to_pylist()
    return {(row["reason"], row["target"]): row["rows"] for row in found}


def refuse_lost_lines(settled: Settled | None, staged: Sequence[Staged], line_files: Sequence[str]) -> None:
    """Refuse a load in which the engine read another number of rows than a file has lines.

    Raises:
        StoreRefused: naming the file.
    """
    tables = [one.rows for one in staged] + ([settled.rows] if settled is not None else [])
    read: Counter[str] = Counter()
    for rows in tables:
        for row in rows.group_by("file").agg(rows=rows.count()).to_pyarrow().to_pylist():
            read[row["file"]] += row["rows"]
    for path in line_files:
        lines = count_json_lines(Path(path))
        if read[path] != lines:
            raise StoreRefused(
                f"{Path(path).name} has {lines:,} lines but {read[path]:,} were read: nothing was stored, "
                "check that its lines end in a line feed."
            )

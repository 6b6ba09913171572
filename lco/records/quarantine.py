"""Write down every row that could not be used: where it stands and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table as Expression

from lco.records.counting import spans
from lco.records.extract import Locate, Place
from lco.records.reasons import BY_NUMBER, GOOD
from lco.store.batches import arrow_schema
from lco.store.tables import QUARANTINE

_ROWS_AT_ONCE = 20_000


class Quarantine:
    """The quarantine file of a batch while it is written, and how many rows it holds by table and reason."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None
        self._rows: list[dict[str, Any]] = []
        self.counts: dict[tuple[str, str], int] = {}

    def add(
        self, table: str, staged: Expression, files: Sequence[str], judged: Expression, locate: Locate
    ) -> None:
        """Add the refused rows of one table of a source.

        Args:
            table: name of the table in the source.
            staged: rows with ``rid`` and, if there are several `files`, ``file``.
            files: paths the rows were read from.
            judged: rows with ``rid`` and ``reason``.
            locate: says where a row of a file stands.
        """
        bad = judged.filter(judged.reason > GOOD).select("rid", "reason")
        for span in spans(staged, files):
            last = span.first + span.rows
            of_file = bad.filter((bad.rid >= span.first) & (bad.rid < last)).order_by("rid")
            for place, number in locate(span.path, _pairs(of_file, span.first)):
                self._note(table, place, number)

    def _note(self, table: str, place: Place, number: int) -> None:
        reason = BY_NUMBER[number]
        row = {
            "table": table,
            "source_file": place.file,
            "source_line": place.line,
            "source_row": place.row,
            "reason_code": reason.code,
            "reason": reason.sentence,
        }
        self._rows.append(row)
        key = (table, reason.code)
        self.counts[key] = self.counts.get(key, 0) + 1
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, arrow_schema(QUARANTINE), compression="zstd")
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=arrow_schema(QUARANTINE)))
        self._rows.clear()

    def close(self) -> None:
        """Write what is left; no file is made when nothing was refused."""
        if self._rows:
            self._flush()
        if self._writer is not None:
            self._writer.close()

    def of_table(self, table: str) -> int:
        """Return how many rows of a table of the source were refused."""
        return sum(count for (name, _), count in self.counts.items() if name == table)


def _pairs(rows: Expression, first: int) -> Iterator[tuple[int, int]]:
    for batch in rows.to_pyarrow_batches(chunk_size=100_000):
        columns = batch.to_pydict()
        for rid, number in zip(columns["rid"], columns["reason"], strict=True):
            yield rid - first, number

"""Runs with hospital flags of one's own choice, for the tests of this folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from lco.store import StoreRefused

DAY = date(2018, 3, 20)
Row = tuple[int, str, date, int]


class FlaggedRun:
    """The run of the little Manchester under another id, with the flags given; None: without such a table."""

    def __init__(self, run: Any, run_id: str, flags: Sequence[Row] | None) -> None:
        self.run_id, self._run, self._flags = run_id, run, flags
        self.manifest = dataclasses.replace(run.manifest, run_id=run_id)

    def table(self, con: Any, name: str) -> Any:
        """Return a table of the run, or the flags."""
        if name != "hospital_flags":
            return self._run.table(con, name)
        if self._flags is None:
            raise StoreRefused("The run has no such table.")
        types = [("person", pa.int64()), ("kind", pa.string()), ("on", pa.date32()), ("count", pa.int32())]
        columns = [[row[number] for row in self._flags] for number in range(len(types))]
        return ibis.memtable(pa.table(columns, schema=pa.schema(types)))


def queued(person: int) -> Any:
    """Return the open case of a person."""
    from web.teams.cases.models import Case

    return Case.objects.open().get(person=person)

"""The files the web application writes for the analysis: one a record table of the work, with its columns.

They carry the pseudonyms of the store, so no key and no identity goes out or comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from lco.store.tables import WORK, Table


@dataclass(frozen=True)
class WorkFile:
    """How the rows of a file are told apart and dated.

    Attributes:
        table: the record table it fills, column by column.
        day: column of the day the row is of.
        ends: column of a day that is not before it, or none.
        own: columns that together name a row: a second that says otherwise is refused.
        may_outlive: whether a row may be of a day long after a death.
    """

    table: Table
    day: str
    own: tuple[str, ...]
    ends: str = ""
    may_outlive: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The heading of the file."""
        return tuple(self.table.columns)


_TABLES = {table.name: table for table in WORK}

FILES: Mapping[str, WorkFile] = MappingProxyType(
    {
        each.table.name: each
        for each in (
            # Of one person on one day there is one judgement.
            WorkFile(_TABLES["judgements"], "judged_on", ("person", "judged_on"), ends="ends_before"),
            WorkFile(_TABLES["cases"], "opened_on", ("case",)),
            # A death is often learnt of late, and so is what has to be put in order after it.
            WorkFile(_TABLES["case_events"], "acted_on", ("event",), may_outlive=True),
            WorkFile(_TABLES["plans"], "agreed_on", ("plan",)),
            WorkFile(_TABLES["tasks"], "made_on", ("task",), ends="closed_on", may_outlive=True),
            WorkFile(_TABLES["connections"], "connected_on", ("connection",)),
            WorkFile(_TABLES["opt_outs"], "decided_on", ("person", "kind", "decided_on"), may_outlive=True),
        )
    }
)


def codes_of(words: type[IntEnum]) -> dict[str, int]:
    """Return what may stand for each code: its word in small letters, or the code itself."""
    return {text: int(each) for each in words for text in (each.name.lower(), str(int(each)))}

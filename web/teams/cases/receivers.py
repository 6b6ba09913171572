"""Takes in the hospital flags when a run is published, in the same transaction."""

from __future__ import annotations

from typing import Any

from lco.engine import connect
from lco.store.layout import StoreRefused
from web.teams.cases.actions import keep_flags, take_in_flags

FLAGS = "hospital_flags"


def load_flags(*, run: Any = None, **_ignored: Any) -> None:
    """Replace the flags that hold by those of `run`, and bring the new ones to their teams.

    A run of an earlier version has no flags: then none holds, and what teams were told stays.
    """
    keep_flags(by=None, rows=_rows(run))
    take_in_flags(by=None)


def _rows(run: Any) -> list[tuple[Any, ...]]:
    con = connect(memory_limit="1GB")
    try:
        flags = run.table(con, FLAGS).select("person", "kind", "on", "count").to_pyarrow().to_pylist()
    except StoreRefused:
        return []
    finally:
        con.disconnect()
    return [tuple(row.values()) for row in flags]

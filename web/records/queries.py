"""All reads of the store that pages need; figures of the published run come from `web.ui.published`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from ibis import _

from lco.engine import connect
from lco.store.figures import Figure
from lco.store.layout import StoreRefused
from lco.store.manifest import BatchManifest, RowCount
from lco.store.place_store import Store, open_store
from web.ui.published import published


@dataclass(frozen=True)
class Quarantined:
    """Rows of one table that could not be used for one reason."""

    table: str
    reason: str
    rows: int


@dataclass(frozen=True)
class Checked:
    """A check of one record table, and the published figure of what it found."""

    table: str
    column: str
    meaning: str
    figure: Figure


@dataclass(frozen=True)
class Loaded:
    """What became of the rows of one table in one load."""

    batch: BatchManifest
    rows: RowCount


def store() -> Store | None:
    """Return the store of the place, or None while there is none."""
    if settings.LCO_STORE is None:
        return None
    try:
        return open_store(Path(settings.LCO_STORE))
    except StoreRefused:
        return None


def batches() -> Sequence[BatchManifest]:
    """Return the loads of records, newest first."""
    found = store()
    return tuple(reversed(found.batches())) if found else ()


def batch(name: str) -> BatchManifest | None:
    """Return the load called `name`, or None."""
    return next((each for each in batches() if each.batch == name), None)


def loaded() -> Sequence[Loaded]:
    """Return what became of the rows of every table in every load, newest load first."""
    return tuple(Loaded(each, rows) for each in batches() for rows in each.rows)


def quarantined() -> Sequence[Quarantined]:
    """Return the rows that could not be used, counted by table and reason, most rows first."""
    found = store()
    if found is None:
        return ()
    names = tuple(each.batch for each in found.batches())
    return _quarantined(found, names) if names else ()


@lru_cache(maxsize=8)
def _quarantined(found: Store, batches: tuple[str, ...]) -> Sequence[Quarantined]:
    # Batches never change: their names say whether the counts still hold.
    con = connect(memory_limit="512MB", threads=1)
    try:
        counted = found.quarantine(con).group_by(["table", "reason"]).agg(rows=_.count())
        rows = counted.order_by(_.rows.desc(), _.table, _.reason).to_pyarrow().to_pylist()
    finally:
        con.disconnect()
    return tuple(Quarantined(row["table"], row["reason"], row["rows"]) for row in rows)


def quality_headlines() -> Sequence[Figure]:
    """Return what the published run says of the records as a whole: ``quality/<name>``."""
    run = published()
    return [each for each in (run.under("quality/") if run else ()) if each.figure.count("/") == 1]


def checks() -> Sequence[Checked]:
    """Return the checks of each record table in the published run: ``quality/<table>[/<column>]/<check>``."""
    run = published()
    return [_checked(each) for each in (run.under("quality/") if run else ()) if each.figure.count("/") > 1]


def _checked(figure: Figure) -> Checked:
    _, table, *column, _ = figure.figure.split("/")
    return Checked(table, column[0] if column else "", figure.label.removesuffix(f", {table}"), figure)


def row_figures() -> Sequence[Figure]:
    """Return how many rows each record table had in the published run."""
    run = published()
    return run.under("records/") if run else ()


def rows_loaded() -> int:
    """Return how many rows all loads together kept."""
    return sum(each.rows.kept for each in loaded())

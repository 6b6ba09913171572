"""Measures a whole run - people in tiers, every figure, published - beside its features in SQL by hand."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lco.board.running import Choices, Meter, publish_run
from lco.cli.benches.population.features import by_hand_of
from lco.cli.benches.result import BenchResult, Line
from lco.cli.memory import peak_bytes
from lco.engine import connect, read_parquet
from lco.place.pack import Place, load_place
from lco.records.synthetic.make import make_place
from lco.store import Store, open_store

PEOPLE, QUICK_PEOPLE = 600_000, 20_000
YEARS = 10
DAYS = 6  # a run looks at the place of six days: its movement is told against the other five
MOST_TIMES, MOST_GIB = 2.5, 4.0
_PROCESSES = 2


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Make a place and publish a run of it; its peer is the feature table of one day in SQL written by hand.

    A run computes six such tables, and from them risk, tiers, reasons and every figure with its
    suppression: the peer counts six times. The limits hold for 600,000 people; a quick run only shows
    figures, since starting weighs too much.
    """
    place, people = load_place("manchester"), QUICK_PEOPLE if quick else PEOPLE
    store = open_store(scratch / "store", place=place.id, create=True)
    _make(place, store, people)
    seconds, peak = _run(place, store)
    by_hand = DAYS * _seconds_by_hand(store, scratch)
    read = _seconds_to_read(store)
    return BenchResult(
        "run",
        (
            Line(
                f"a run of {people:,} people, over the features of its {DAYS} days in SQL by hand",
                seconds / by_hand,
                "times",
                None if quick else MOST_TIMES,
                "lower",
                f"{DAYS} times the same columns in DuckDB's SQL: {by_hand:.1f} s",
            ),
            Line(
                "the same, over reading the records once",
                seconds / read,
                "times",
                None,
                "lower",
                f"DuckDB reads every column in {read:.1f} s",
            ),
            Line("seconds of the run", seconds, "s", None, "lower", ""),
            Line("peak memory", peak / 2**30, "GiB", None if quick else MOST_GIB, "lower", "limit"),
        ),
    )


def _make(place: Place, store: Store, people: int) -> None:
    make_place(
        place,
        people=people,
        years=YEARS,
        seed=1,
        ends_before=date(2018, 4, 1),
        store=store,
        key=b"key of the measurement alone",
        con=connect(memory_limit="1GB"),
        now=lambda: datetime.now(UTC),
        processes=_PROCESSES,
    )


def _run(place: Place, store: Store) -> tuple[float, int]:
    meter = Meter(clock=lambda: datetime.now(UTC), peak_bytes=peak_bytes)
    began = time.monotonic()
    run = publish_run(place, store, connect(), meter, Choices())
    return time.monotonic() - began, max(step.peak_bytes for step in run.manifest.steps)


def _seconds_by_hand(store: Store, scratch: Path) -> float:
    work = by_hand_of(str(store.path), str(scratch / "by-hand.parquet"))
    work()  # the first time reads the files' own lists of contents
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _seconds_to_read(store: Store) -> float:
    con: Any = connect()
    began = time.monotonic()
    for path in sorted(store.layout.batches.glob("*/*.parquet")):
        table = read_parquet(con, path)
        con.to_pyarrow(table.aggregate(**{name: table[name].max() for name in table.columns}))
    return time.monotonic() - began

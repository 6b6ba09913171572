"""Measures how fast a synthetic place is made, beside the engine writing the same tables from memory."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

from lco.cli.benches.result import BenchResult, Line
from lco.cli.memory_of_all import PeakMemory
from lco.engine import connect, read_parquet, write_parquet
from lco.place.pack import load_place
from lco.records.synthetic.make import make_place
from lco.store.place_store import open_store

PEOPLE, QUICK_PEOPLE = 600_000, 20_000
YEARS = 10
MOST_TIMES, MOST_GIB = 3.0, 6.0
_PROCESSES = 2


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Make a place, then let the engine load each of its tables and write it again.

    The limits hold for 600,000 people; a quick run only shows figures, since starting weighs too much.
    """
    people = QUICK_PEOPLE if quick else PEOPLE
    seconds, peak, rows, folder = _make(scratch, people)
    peer = sum(_seconds_to_write(path, scratch) for path in sorted(folder.glob("*.parquet")))
    size = f"{people:,} people, {rows:,} rows"
    return BenchResult(
        "synthetic",
        (
            Line(
                f"making {size}, over writing them from memory",
                seconds / peer,
                "times",
                None if quick else MOST_TIMES,
                "lower",
                f"DuckDB writes the same tables in {peer:.1f} s",
            ),
            Line("seconds to make", seconds, "s", None, "lower", f"{_PROCESSES} processes"),
            Line("million rows a second", rows / seconds / 1e6, "million", None, "higher", ""),
            Line(
                "peak memory of all processes",
                peak / 2**30,
                "GiB",
                None if quick else MOST_GIB,
                "lower",
                "limit",
            ),
        ),
    )


def _make(scratch: Path, people: int) -> tuple[float, int, int, Path]:
    place = load_place("manchester")
    store = open_store(scratch / "store", place=place.id, create=True)
    began = time.monotonic()
    with PeakMemory() as memory:
        manifest = make_place(
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
    seconds = time.monotonic() - began
    rows = sum(row.kept for row in manifest.rows)
    return seconds, memory.peak, rows, store.layout.batches / manifest.batch


def _seconds_to_write(path: Path, scratch: Path) -> float:
    """Load a table into the memory of the engine, then return the seconds it takes to write it."""
    con = connect(memory_limit="8GB", threads=_PROCESSES)
    con.create_table("loaded", read_parquet(con, path))
    target = scratch / "again.parquet"
    began = time.monotonic()
    write_parquet(con, con.table("loaded"), target)
    seconds = time.monotonic() - began
    con.disconnect()
    target.unlink()
    return seconds

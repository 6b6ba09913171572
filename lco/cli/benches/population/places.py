"""The places that are measured: made up, of a size, deleted with the measurement's folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lco.engine import connect
from lco.place.facts.lsoas import Lsoa
from lco.place.pack import load_place
from lco.population.tables import Records
from lco.records.synthetic.make import make_place
from lco.records.tables import TABLES
from lco.store import open_store

INDEX_ON = date(2018, 4, 1)
THREADS = 2
_PLACE = "manchester"


@dataclass(frozen=True)
class Sizes:
    """How much is measured: people of the two places, years, rounds, and 1 in `sample` people for pandas."""

    people: int
    many: int
    years: int
    rounds: int
    sample: int


def made(folder: Path, *, people: int, years: int) -> Path:
    """Make a place of so many people in a new store and return its folder."""
    place = load_place(_PLACE)
    make_place(
        place,
        people=people,
        years=years,
        seed=1,
        ends_before=INDEX_ON,
        store=open_store(folder, place=place.id, create=True),
        key=b"key of the measurement alone",
        con=connect(memory_limit="1GB"),
        now=lambda: datetime.now(UTC),
        processes=THREADS,
    )
    return folder


def records_of(store: str, *, memory: str = "4GB") -> Records:
    """Return the records of a store on an engine of two threads that spills beside it."""
    con: Any = connect(memory_limit=memory, threads=THREADS, scratch=Path(store) / ".spill")
    opened = open_store(Path(store))
    return Records(con, {name: opened.table(con, name) for name in TABLES}, opened.codes(con))


def fifths() -> dict[str, int]:
    """Return each small area's fifth of deprivation."""
    return {row.lsoa: (row.imd_2019_decile + 1) // 2 for row in load_place(_PLACE).rows(Lsoa)}


def rows_of(store: Path) -> int:
    """Return how many rows of records a store holds."""
    return sum(each.kept for batch in open_store(store).batches() for each in batch.rows)

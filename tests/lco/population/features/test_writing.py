"""The feature table on disk: the same rows in parts of any size, of any day, within little memory."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pytest

from lco import engine
from lco.place.facts.lsoas import Lsoa
from lco.place.pack import load_place
from lco.population.features.table import (
    feature_table,
    read_features,
    write_features,
    write_features_of_days,
)
from lco.population.tables import Records
from lco.records.synthetic.make import make_place
from lco.records.tables import TABLES
from lco.store import Store, open_store

INDEX_ON = date(2018, 4, 1)


@cache
def town(people: int) -> Path:
    """Return the folder of a store with made-up people of Manchester, their records of three years."""
    folder = Path(mkdtemp(prefix=f"town-{people}-"))
    place = load_place("manchester")
    make_place(
        place,
        people=people,
        years=3,
        seed=7,
        ends_before=date(2018, 7, 1),
        store=open_store(folder, place=place.id, create=True),
        key=b"key of the tests alone",
        con=engine.connect(memory_limit="1GB"),
        now=lambda: datetime(2018, 7, 2, tzinfo=UTC),
    )
    return folder


def records_of(con: Any, store: Store) -> Records:
    tables = {name: store.table(con, name) for name in TABLES}
    return Records(con, tables, store.codes(con))


@cache
def fifths() -> dict[str, int]:
    rows = load_place("manchester").rows(Lsoa)
    return {row.lsoa: (row.imd_2019_decile + 1) // 2 for row in rows}


def in_order(con: Any, table: Any) -> pa.Table:
    return con.to_pyarrow(table.order_by("person"))


@pytest.mark.parametrize("people_at_once", [100, 700, 10_000])
def test_how_many_people_are_computed_at_once_changes_nothing(people_at_once: int, tmp_path: Path) -> None:
    con = engine.connect()
    records = records_of(con, open_store(town(2_000)))
    count = write_features(
        records, tmp_path / "features", INDEX_ON, deprivation=fifths(), people_at_once=people_at_once
    )
    written = con.to_pyarrow(read_features(con, tmp_path / "features"))
    whole = in_order(con, feature_table(records, INDEX_ON, deprivation=fifths()))
    assert count == whole.num_rows > 1_900
    assert written.equals(whole.cast(written.schema)), "in order of person, every column equal"
    parts = sorted(path.name for path in (tmp_path / "features").iterdir())
    assert parts == [f"part-{number:04d}.parquet" for number in range(len(parts))]
    assert len(parts) > 2 or people_at_once > 1_000


def test_several_days_are_each_what_the_day_alone_says(tmp_path: Path) -> None:
    con = engine.connect()
    records = records_of(con, open_store(town(2_000)))
    days = [INDEX_ON, date(2018, 3, 1), date(2017, 10, 1), date(2016, 2, 29) + timedelta(days=400)]
    folders = {day: tmp_path / day.isoformat() for day in days}
    counts = write_features_of_days(records, folders, deprivation=fifths(), people_at_once=900)
    for day, folder in folders.items():
        written = con.to_pyarrow(read_features(con, folder))
        whole = in_order(con, feature_table(records, day, deprivation=fifths()))
        assert counts[day] == whole.num_rows
        assert written.equals(whole.cast(written.schema)), day


def test_it_finishes_where_the_engine_has_little_memory(tmp_path: Path) -> None:
    con = engine.connect(memory_limit="150MB", threads=2, scratch=tmp_path / "spill")
    records = records_of(con, open_store(town(20_000)))
    count = write_features(records, tmp_path / "f", INDEX_ON, deprivation=fifths(), people_at_once=5_000)
    assert count == con.execute(read_features(con, tmp_path / "f").count()) > 19_000

"""Results written range by range say what one query says, and leave nothing half-written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.expr.types import Table
from pyarrow import parquet

from lco import engine
from tests.support.engines import ENGINES, connected

DAY = date(2018, 4, 1)


def inputs(con: Any, folder: Path, people: list[int], events: list[tuple[int, int]]) -> dict[str, Table]:
    """Return people, and events so many days before `DAY`, as tables of files with several row groups."""
    folder.mkdir(exist_ok=True)
    tables = {
        "people": pa.table({"person": pa.array(people, pa.int64())}),
        "events": pa.table(
            {
                "person": pa.array([person for person, _ in events], pa.int64()),
                "on": pa.array([DAY - timedelta(days=days) for _, days in events], pa.date32()),
            }
        ),
    }
    for name, table in tables.items():
        parquet.write_table(table.sort_by("person"), folder / f"{name}.parquet", row_group_size=3)
    return {name: engine.read_parquet(con, folder / f"{name}.parquet") for name in tables}


def last_week(tables: Mapping[str, Table], day: date) -> Table:
    """Return each person with the number of their events in the week before a day."""
    events, people = tables["events"], tables["people"]
    recent = events.filter(events.on < ibis.literal(day), events.on >= ibis.literal(day - timedelta(days=7)))
    counted = recent.group_by("person").agg(events=recent.count())
    return people.left_join(counted, "person").select(people.person, events=counted.events.fill_null(0))


def rows(table: Table, con: Any) -> list[tuple[int, int]]:
    return sorted((row["person"], row["events"]) for row in con.to_pyarrow(table).to_pylist())


@pytest.mark.parametrize("engine_name", ENGINES)
def test_each_day_has_its_own_folder_and_rows(engine_name: engine.EngineName, tmp_path: Path) -> None:
    con = connected(engine_name)
    found = inputs(con, tmp_path / "in", [1, 2, 3, 9], [(1, 1), (1, 7), (2, 8), (3, 40), (9, 2)])
    folders = {DAY: tmp_path / "now", DAY - timedelta(days=1): tmp_path / "before"}
    written = engine.write_parts(con, found, last_week, folders, key="person", each=2)
    assert written == dict.fromkeys(folders, 4)
    assert rows(engine.read_parts(con, tmp_path / "now"), con) == [(1, 2), (2, 0), (3, 0), (9, 1)]
    assert rows(engine.read_parts(con, tmp_path / "before"), con) == [(1, 1), (2, 1), (3, 0), (9, 1)]
    assert {path.name for path in tmp_path.iterdir()} == {"in", "now", "before"}


@given(
    people=st.sets(st.integers(0, 2**62), min_size=0, max_size=40),
    each=st.integers(1, 50),
    draw=st.data(),
)
@settings(max_examples=25, deadline=None)
def test_the_size_of_a_range_changes_no_row(
    people: set[int], each: int, draw: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("ranges")
    whose = st.sampled_from(sorted(people)) if people else st.nothing()
    events = draw.draw(st.lists(st.tuples(whose, st.integers(-3, 12)), max_size=60)) if people else []
    con = engine.connect("duckdb")
    found = inputs(con, folder, sorted(people), events)
    count = engine.write_parts(con, found, last_week, {DAY: folder / "out"}, key="person", each=each)
    assert count == {DAY: len(people)}
    expected = rows(last_week(found, DAY), con)
    read = con.to_pyarrow(engine.read_parts(con, folder / "out")).to_pylist()
    assert [(row["person"], row["events"]) for row in read] == expected, "in order of person"


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    con = engine.connect("duckdb")
    found = inputs(con, tmp_path / "in", [1, 2], [(1, 1)])
    engine.write_parts(con, found, last_week, {DAY: tmp_path / "out"}, key="person", each=1)

    def failing(tables: Mapping[str, Table], day: date) -> Table:
        table = last_week(tables, day)
        return table.mutate(events=(table.person == 2).ifelse(10**6, 1).cast("int16"))

    with pytest.raises(engine.errors()):
        engine.write_parts(con, found, failing, {DAY: tmp_path / "out"}, key="person", each=1)
    assert rows(engine.read_parts(con, tmp_path / "out"), con) == [(1, 1), (2, 0)]
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    # The views of the ranges are gone too, so the next result can be written.
    engine.write_parts(con, found, last_week, {DAY: tmp_path / "out"}, key="person", each=1)


def test_a_date_of_its_own_is_refused_since_it_would_move(tmp_path: Path) -> None:
    con = engine.connect("duckdb")
    found = inputs(con, tmp_path / "in", [1], [(1, 1)])

    def since_1948(tables: Mapping[str, Table], day: date) -> Table:
        table = last_week(tables, day)
        return table.mutate(events=ibis.literal(day).delta(ibis.literal(date(1948, 7, 5)), unit="day"))

    folders = {DAY: tmp_path / "out"}
    with pytest.raises(engine.DateNotMovable, match="1948-07-05 is more than 3,660 days from 2018-04-01"):
        engine.write_parts(con, found, since_1948, folders, key="person", each=1)

    def as_text(tables: Mapping[str, Table], day: date) -> Table:
        return last_week(tables, day).mutate(on=ibis.literal("2018-01-01").cast("date"))

    with pytest.raises(engine.DateNotMovable, match="'2018-01-01' is written as text"):
        engine.write_parts(con, found, as_text, folders, key="person", each=1)
    assert not (tmp_path / "out").exists()

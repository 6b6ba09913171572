"""Opt-outs: what a person said last holds, and who opted out of being stratified stands in no list."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lco.engine import connect
from lco.population.example import Example, example_records
from lco.population.opt_outs import opted_out
from lco.records.tables import OptOutKind
from lco.store import Store, open_store
from tests.lco.records.loading import load, refused, write
from tests.support.engines import ENGINES, connected
from tests.support.smalltown import run_smalltown, smalltown_store

__all__ = ["smalltown_store"]

HEAD = "person,decided_on,kind,is_out\n"


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_said_last_holds(engine: Any, tmp_path: Path) -> None:
    text = """
        person | decided_on | kind           | is_out
        1      | 2017-01-01 | stratification | true
        2      | 2017-01-01 | stratification | true
        2      | 2018-01-01 | stratification | false
        3      | 2018-01-01 | stratification | false
        3      | 2018-01-01 | stratification | true
        4      | 2018-01-01 | national       | true
        5      | 2026-01-01 | stratification | true
    """
    con = connected(engine)
    records = example_records(con, Example(given={"opt_outs": text}, expect={}, working=""), tmp_path)
    found = {kind: con.to_pyarrow(opted_out(records, kind))["person"].to_pylist() for kind in OptOutKind}
    assert sorted(found[OptOutKind.STRATIFICATION]) == [1, 3, 5]
    assert found[OptOutKind.NATIONAL] == [4]


@pytest.fixture
def store(smalltown_store: Store, tmp_path: Path) -> Store:
    """Smalltown's records, to be added to."""
    shutil.copytree(smalltown_store.path, tmp_path / "store")
    return open_store(tmp_path / "store")


def people(run: Any, name: str = "people") -> set[int]:
    con = connect()
    return set(con.to_pyarrow(run.table(con, name))["person"].to_pylist())


def test_who_opted_out_is_counted_and_stands_in_no_list(store: Store, tmp_path: Path) -> None:
    before = run_smalltown(store, smallest=1)
    text = f"{HEAD}1,2018-05-01,stratification,true\n2,2018-05-01,national,1\n"
    assert load(store, write(tmp_path / "in", {"opt_outs.csv": text}), kind="work").new_rows == 2
    run = run_smalltown(store, smallest=1)
    assert people(before) - people(run) == {1}
    assert people(run, "unlisted") == {1}
    counted = [name for name in run.figures if name.startswith(("population/", "tier/", "indicator/"))]
    assert counted
    for name in counted:
        assert run.figures[name].value == before.figures[name].value, name


def test_who_may_be_stratified_again_is_back_in_the_list(store: Store, tmp_path: Path) -> None:
    text = f"{HEAD}1,2018-04-01,stratification,true\n1,2018-05-01,stratification,false\n"
    load(store, write(tmp_path / "in", {"opt_outs.csv": text}), kind="work")
    run = run_smalltown(store, smallest=1)
    assert 1 in people(run)
    assert not (run.path / "unlisted.parquet").exists()


def test_an_opt_out_that_says_nothing_is_set_aside(store: Store, tmp_path: Path) -> None:
    text = f"{HEAD}1,2018-05-01,stratification,\n1,2018-05-01,planning,true\n1,,national,true\n"
    assert load(store, write(tmp_path / "in", {"opt_outs.csv": text}), kind="work").new_rows == 0
    assert [reason for *_, reason in refused(store)] == ["wrong_type", "unknown_word", "missing_date"]


def test_the_own_format_brings_opt_outs_of_a_national_list(tmp_path: Path) -> None:
    from tests.lco.records.loading import ANN, PEOPLE, new_store, rows

    made = new_store(tmp_path / "own")
    said = "person_id,decided_on,kind,is_out\nP1,2018-03-01,national,yes\nP1,2018-03-02,national,\n"
    load(made, write(tmp_path / "in", {"people.csv": PEOPLE + ANN, "opt_outs.csv": said}))
    (row,) = rows(made, "opt_outs")
    assert (row["decided_on"], row["kind"], row["is_out"]) == (date(2018, 3, 1), 1, True)
    assert [reason for *_, reason in refused(made)] == ["wrong_type"]

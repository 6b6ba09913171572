"""The same source again - whole, shuffled or in part - changes nothing; more of it adds only what is new."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lco.store import Store
from lco.store.tables import TABLES
from tests.lco.records.loading import ANN, BOB, PEOPLE, counts, load, new_store, rows, write

CONTACTS = "person_id,contacted_on,setting\n"
LINES = [
    "P1,2017-05-04,community\n",
    "P1,2017-05-04,community\n",  # two visits on one day look the same and are two
    "P2,2017-05-05,outpatient\n",
    "P2,2017-05-06,\n",
]
BAD = "P9,2017-05-04,community\n"
SPELLS = "person_id,spell_id,starts_on,ends_before,method,system,code,label\n"
SPELL = "P1,S1,2017-05-04,2017-05-08,emergency,icd10,J44,COPD\n"


def tables_of(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {name: rows(store, name) for name in [*TABLES, "codes", "identities"]}


def checksums(store: Store) -> dict[str, str]:
    return {
        path.relative_to(store.path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(store.path.rglob("*.parquet"))
    }


def source(folder: Path, *contacts: str, people: str = ANN + BOB) -> Path:
    files: dict[str, str | bytes] = {
        "people.csv": PEOPLE + people,
        "contacts.csv": CONTACTS + "".join(contacts),
        "admissions.csv": SPELLS + SPELL,
    }
    return write(folder, files)


def test_the_same_files_again_are_0_new(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, source(tmp_path / "a", *LINES, BAD))
    before = checksums(store)
    for _ in range(3):
        again = load(store, source(tmp_path / "a", *LINES, BAD))
        assert (again.new_rows, again.batch) == (0, None)
        assert all(row.unchanged == row.read for row in again.rows)
    assert checksums(store) == before


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows_are_0_new(tmp_path: Path, seed: int) -> None:
    store = new_store(tmp_path / "store")
    load(store, source(tmp_path / "a", *LINES, BAD))
    before = checksums(store)
    shuffled = random.Random(seed).sample([*LINES, BAD], 5)
    again = load(store, source(tmp_path / "b", *shuffled, people=BOB + ANN))
    assert (again.new_rows, again.batch) == (0, None)
    assert counts(again)["contacts"] == (5, 0, 1, 4)
    assert checksums(store) == before


def test_an_overlapping_source_adds_only_what_is_new(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, source(tmp_path / "a", *LINES[:3]))
    more = load(store, source(tmp_path / "b", LINES[0], *LINES[2:], LINES[2], people=BOB))
    # Of Bob's two rows that look the same one is stored already; Ann is known though not in this source.
    assert counts(more)["contacts"] == (4, 2, 0, 2)
    whole = new_store(tmp_path / "whole")
    load(whole, source(tmp_path / "c", *LINES[:3], LINES[3], LINES[2]))
    assert rows(store, "contacts") == rows(whole, "contacts")


def test_a_source_of_bad_rows_alone_is_kept_in_quarantine_once(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, source(tmp_path / "a", *LINES))
    first = load(store, write(tmp_path / "b", {"contacts.csv": CONTACTS + BAD}))
    assert first.batch == "0002-csv"
    second = load(store, write(tmp_path / "c", {"contacts.csv": CONTACTS + BAD + LINES[0]}))
    assert second.batch is None
    assert len(rows(store, "quarantine")) == 1


def test_a_spell_told_differently_is_a_duplicate_not_a_second_spell(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, source(tmp_path / "a", *LINES))
    changed = SPELL.replace("2017-05-08", "2017-05-09")
    again = load(
        store, write(tmp_path / "b", {"people.csv": PEOPLE + ANN, "admissions.csv": SPELLS + changed})
    )
    assert again.reasons == (("admissions", "duplicate", 1),)
    assert len(rows(store, "admissions")) == 1


def test_a_dry_run_counts_and_stores_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    tried = load(store, source(tmp_path / "a", *LINES, BAD), is_dry_run=True)
    assert counts(tried)["contacts"] == (5, 4, 1, 0)
    assert (tried.batch, store.batches(), checksums(store)) == (None, [], {})


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(st.sampled_from(LINES), max_size=8), second=st.lists(st.sampled_from(LINES), max_size=8)
)
def test_two_loads_hold_each_row_as_often_as_the_source_that_has_it_most(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str]
) -> None:
    tmp_path = tmp_path_factory.mktemp("law")
    store = new_store(tmp_path / "store")
    load(store, source(tmp_path / "a", *first))
    load(store, source(tmp_path / "b", *second))
    expected = sum(max(first.count(line), second.count(line)) for line in set(LINES))
    assert len(rows(store, "contacts")) == expected

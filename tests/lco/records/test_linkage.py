"""Pseudonyms and the key they are made with."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.records.linkage import KeyRefused, check_key, pseudonyms, read_key
from lco.store import StoreRefused
from tests.lco.records.loading import ANN, KEY, PEOPLE, load, new_store, rows, write


@given(st.lists(st.text()), st.binary(min_size=16, max_size=64))
def test_a_pseudonym_is_the_keyed_hash_of_the_id_alone(ids: list[str], key: bytes) -> None:
    expected = [
        int.from_bytes(hashlib.blake2b(one.encode(), key=key, digest_size=8).digest(), "big") >> 1
        for one in ids
    ]
    assert pseudonyms(ids, key=key).tolist() == expected


def test_another_key_gives_other_people() -> None:
    assert pseudonyms(["a"], key=KEY) != pseudonyms(["a"], key=KEY[::-1])


def test_a_short_key_is_refused() -> None:
    with pytest.raises(KeyRefused, match="shorter than 16 bytes"):
        pseudonyms(["a"], key=b"short")


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings" / "pseudonym.key"
    first = read_key(key_file=file, from_environment=None, store=tmp_path / "store")
    assert read_key(key_file=file, from_environment=None, store=tmp_path / "store") == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(first) == 64


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "pseudonym.key"
    assert read_key(key_file=file, from_environment="from outside", store=tmp_path / "s") == b"from outside"
    assert not file.exists()


def test_a_key_inside_the_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "store")
    for file in (
        tmp_path / "store" / "key",
        tmp_path / "link" / "key",
        tmp_path / "a" / ".." / "store" / "k",
    ):
        with pytest.raises(KeyRefused, match="lies inside the store"):
            read_key(key_file=file, from_environment=None, store=tmp_path / "store")


def test_a_store_keeps_to_its_first_key(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    check_key(store.path, key=KEY[::-1])
    check_key(store.path, key=KEY)  # nothing was loaded yet, so the key may still change
    load(store, write(tmp_path / "in", {"people.csv": PEOPLE + ANN}))
    check_key(store.path, key=KEY)
    with pytest.raises(StoreRefused, match="pseudonyms made with another key"):
        check_key(store.path, key=KEY[::-1])


def test_the_store_holds_neither_key_nor_source_id(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    check_key(store.path, key=KEY)
    load(store, write(tmp_path / "in", {"people.csv": PEOPLE + ANN.replace("P1", "hospital-4711")}))
    assert len(rows(store, "people")) == 1
    for path in store.path.rglob("*"):
        if path.is_file():
            assert KEY not in path.read_bytes()
            assert b"hospital-4711" not in path.read_bytes()


def test_one_nhs_number_in_two_sources_is_one_person(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, write(tmp_path / "gp", {"people.csv": PEOPLE + ANN}), source="gp")
    second = write(
        tmp_path / "trust",
        {
            "people.csv": PEOPLE + ANN.replace("P1", "T9"),
            "deaths.csv": "person_id,died_on\nT9,2018-01-15\n",
        },
    )
    loaded = load(store, second, source="trust")
    assert [row.unchanged for row in loaded.rows if row.table == "people"] == [1]
    (person,) = rows(store, "people")
    (death,) = rows(store, "deaths")
    assert death["person"] == person["person"]


def test_the_same_id_in_two_sources_is_two_people(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(
        store,
        write(tmp_path / "gp", {"people.csv": PEOPLE + "P1,,Ann,Lee,1950-01-31,female,\n"}),
        source="gp",
    )
    load(
        store,
        write(tmp_path / "t", {"people.csv": PEOPLE + "P1,,Bob,Roe,1980-05-05,male,\n"}),
        source="trust",
    )
    assert len({row["person"] for row in rows(store, "people")}) == 2


def test_an_nhs_number_with_another_birth_date_is_a_conflict_not_a_person(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    other = "P2,9990000018,Bob,Roe,1980-05-05,male,\n"
    loaded = load(store, write(tmp_path / "in", {"people.csv": PEOPLE + ANN + other}))
    assert loaded.reasons == (("people", "conflict", 1),)
    assert [row["born_on"].year for row in rows(store, "people")] == [1950]


def test_rows_that_arrive_after_their_people_find_them(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, write(tmp_path / "1", {"people.csv": PEOPLE + ANN}))
    later = "person_id,contacted_on,setting\nP1,2017-05-04,community\nP9,2017-05-04,community\n"
    loaded = load(store, write(tmp_path / "2", {"contacts.csv": later}))
    assert loaded.reasons == (("contacts", "unknown_person", 1),)
    assert [row["person"] for row in rows(store, "contacts")] == [
        row["person"] for row in rows(store, "people")
    ]

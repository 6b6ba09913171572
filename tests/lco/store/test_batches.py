"""A batch appears whole or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lco import engine
from lco.store import BatchManifest, RowCount, Store, StoreRefused, open_store
from lco.store.batches import NewBatch, arrow_schema
from lco.store.codes import new_codes
from lco.store.tables import CODES, DEATHS, IDENTITIES

MANIFEST = BatchManifest(
    loaded_at=datetime(2018, 3, 28, tzinfo=UTC), seconds=1.5, rows=(RowCount("deaths", read=2, kept=2),)
)


def make_store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store", place="manchester", create=True)


def write_deaths(batch: NewBatch, *people: int) -> None:
    days = [date(2017, 1, day) for day in range(1, len(people) + 1)]
    table = pa.table([list(people), days], schema=arrow_schema(DEATHS))
    pq.write_table(table, batch.path("deaths"))


def load_deaths(store: Store, *people: int, fingerprint: str = "a") -> None:
    with store.new_batch(kind="csv", fingerprint=fingerprint) as batch:
        write_deaths(batch, *people)
        batch.publish(MANIFEST)


def test_a_published_batch_is_read_back_with_its_manifest(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    load_deaths(store, 1, 2)
    con = engine.connect()
    assert store.table(con, "deaths").count().execute() == 2
    (manifest,) = store.batches()
    assert (manifest.batch, manifest.kind, manifest.fingerprint) == ("0001-csv", "csv", "a")
    assert (manifest.rows, manifest.loaded_at) == (MANIFEST.rows, MANIFEST.loaded_at)
    assert store.batch_with("a") == manifest
    assert store.batch_with("b") is None


def test_two_batches_are_read_as_one_table(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    load_deaths(store, 1)
    load_deaths(store, 2, 3, fingerprint="b")
    assert sorted(store.table(engine.connect(), "deaths").person.execute()) == [1, 2, 3]
    assert [batch.batch for batch in store.batches()] == ["0001-csv", "0002-csv"]


def test_a_table_no_batch_has_is_empty_and_typed(tmp_path: Path) -> None:
    con = engine.connect()
    people = make_store(tmp_path).table(con, "people")
    assert people.count().execute() == 0
    assert people.schema() == ibis.schema(
        {"person": "int64", "born_on": "date", "sex": "int8", "ethnicity": "int8"}
    )


def test_a_batch_that_is_not_published_leaves_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with store.new_batch(kind="csv", fingerprint="a") as batch:
        write_deaths(batch, 1)
    assert store.batches() == []
    assert not store.layout.incoming.exists()


def test_a_batch_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path)

    def fail() -> None:
        with store.new_batch(kind="csv", fingerprint="a") as batch:
            write_deaths(batch, 1)
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk is full"):
        fail()
    assert store.batches() == []
    assert not store.layout.incoming.exists()


def test_what_a_killed_load_left_is_swept_and_never_counts(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    left = store.layout.incoming / "0001-csv"
    left.mkdir(parents=True)
    (left / "deaths.parquet").write_bytes(b"half")
    (store.layout.identities / "0001-csv.parquet").write_bytes(b"half")
    con = engine.connect()
    assert store.table(con, "deaths").count().execute() == 0
    assert store.identities(con).count().execute() == 0
    load_deaths(store, 7)
    assert list(store.layout.identities.iterdir()) == []
    assert list(store.table(con, "deaths").person.execute()) == [7]


def test_two_loads_at_once_are_refused(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with (
        store.new_batch(kind="csv", fingerprint="a"),
        pytest.raises(StoreRefused, match="Another load is writing"),
        store.new_batch(kind="csv", fingerprint="b"),
    ):
        pass


def test_a_file_of_other_columns_or_types_is_not_published(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    wrong = {
        "has columns person": pa.table({"person": [1]}),
        "Column person of deaths.parquet is string": pa.table(
            {"person": ["1"], "died_on": [date(2017, 1, 1)]}
        ),
    }
    for sentence, table in wrong.items():
        with store.new_batch(kind="csv", fingerprint="a") as batch:
            pq.write_table(table, batch.path("deaths"))
            with pytest.raises(StoreRefused, match=sentence):
                batch.publish(MANIFEST)
    assert store.batches() == []


def test_a_batch_has_no_unknown_table(tmp_path: Path) -> None:
    with (
        make_store(tmp_path).new_batch(kind="csv", fingerprint="a") as batch,
        pytest.raises(StoreRefused, match="no table 'pets'"),
    ):
        batch.path("pets")


def test_identities_lie_apart_and_are_closed_to_others(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with store.new_batch(kind="csv", fingerprint="a") as batch:
        row = [
            [1],
            ["9990000018"],
            ["Ann"],
            ["Lee"],
            [date(1950, 1, 2)],
            [2],
            ["1 High St"],
            ["M1 1AA"],
            [True],
        ]
        pq.write_table(pa.table(row, schema=arrow_schema(IDENTITIES)), batch.identities_path)
        batch.publish(MANIFEST)
    file = store.layout.identities / "0001-csv.parquet"
    assert (store.layout.identities.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert list(store.identities(engine.connect()).family_name.execute()) == ["Lee"]
    assert not any(b"Lee" in path.read_bytes() for path in store.layout.batches.rglob("*") if path.is_file())


def test_rows_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(StoreRefused, match="does not add up"):
        RowCount("people", read=3, kept=1, quarantined=1)


def test_codes_grow_and_never_renumber(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    con = engine.connect()

    def wanted(*texts: str) -> ibis.Table:
        return ibis.memtable(
            {"system": ["icd10"] * len(texts), "text": list(texts), "label": ["a label"] * len(texts)}
        )

    def add(fingerprint: str, *texts: str) -> list[tuple[int, str]]:
        with store.new_batch(kind="csv", fingerprint=fingerprint) as batch:
            fresh = new_codes(store, con, wanted(*texts)).order_by("code").to_pyarrow()
            pq.write_table(fresh.cast(arrow_schema(CODES)), batch.path("codes"))
            batch.publish(MANIFEST)
        return [(row["code"], row["text"]) for row in fresh.to_pylist()]

    assert add("a", "J44", "E11", "J44") == [(1, "E11"), (2, "J44")]
    assert add("b", "A00", "E11") == [(3, "A00")]


def test_a_store_belongs_to_one_place(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert open_store(store.path).place == "manchester"
    with pytest.raises(StoreRefused, match="belongs to manchester, not to bury"):
        open_store(store.path, place="bury", create=True)


def test_no_store_is_made_unasked_nor_in_a_strange_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="There is no store"):
        open_store(tmp_path / "none")
    (tmp_path / "thesis.doc").write_text("chapter 1")
    with pytest.raises(StoreRefused, match=r"holds other files \(thesis.doc\)"):
        open_store(tmp_path, place="manchester", create=True)


def test_a_store_of_a_later_format_is_refused(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.layout.about.write_text('{"place": "manchester", "format": 99}')
    with pytest.raises(StoreRefused, match="store format 99"):
        open_store(store.path)
    store.layout.about.write_text("{")
    with pytest.raises(StoreRefused, match="cannot be read as the description"):
        open_store(store.path)

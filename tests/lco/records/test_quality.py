"""The quality report counts what fails, and says of how many."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lco import engine
from lco.records.quality import QualityRow, quality_report
from lco.store import Store
from tests.lco.records.loading import ANN, BOB, PEOPLE, load, new_store, write

AS_OF = date(2018, 6, 1)
CONTACTS = (
    "person_id,contacted_on,setting\nP1,2018-05-02,community\nP1,2018-05-02,community\nP2,2017-01-01,\n"
)
BAD = "P9,2017-01-01,\nP1,someday,\n"
SPELLS = (
    "person_id,spell_id,starts_on,ends_before\nP1,S1,2016-01-01,2018-01-01\nP1,S2,2018-01-01,2018-01-05\n"
)


def store_of(tmp_path: Path) -> Store:
    store = new_store(tmp_path / "store")
    files: dict[str, str | bytes] = {
        "people.csv": PEOPLE + ANN + BOB,
        "contacts.csv": CONTACTS + BAD,
        "admissions.csv": SPELLS,
        "registrations.csv": "person_id,practice,starts_on\nP1,P84001,2010-01-01\n",
    }
    load(store, write(tmp_path / "in", files))
    return store


def found(
    rows: tuple[QualityRow, ...], table: str, reason: str, column: str | None = None
) -> tuple[int, int]:
    (row,) = [
        row for row in rows if (row.table, row.reason) == (table, reason) and column in (None, row.column)
    ]
    assert row.share is None or row.share == row.count / row.of
    return row.count, row.of


def test_the_report_counts_each_kind_of_fault(tmp_path: Path) -> None:
    rows = quality_report(store_of(tmp_path), engine.connect(), AS_OF)
    assert found(rows, "people", "not_known", "ethnicity") == (1, 2)
    assert found(rows, "contacts", "not_known", "setting") == (1, 3)
    assert found(rows, "contacts", "identical") == (1, 3)
    assert found(rows, "contacts", "latest") == (30, 3)
    assert found(rows, "contacts", "stranger") == (0, 3)
    assert found(rows, "admissions", "long_stay") == (1, 2)
    assert found(rows, "admissions", "empty", "code") == (2, 2)
    assert found(rows, "people", "no_practice") == (1, 2)
    assert found(rows, "people", "no_address") == (2, 2)
    assert found(rows, "identities", "empty", "nhs_number") == (1, 2)
    assert found(rows, "contacts", "unknown_person") == (1, 5)
    assert found(rows, "contacts", "wrong_type") == (1, 5)
    assert {row.check for row in rows} == {
        "completeness",
        "validity",
        "timeliness",
        "duplicates",
        "unlinked",
        "quarantine",
    }


def test_an_empty_store_has_nothing_to_report(tmp_path: Path) -> None:
    assert quality_report(new_store(tmp_path / "store"), engine.connect(), AS_OF) == ()

"""OMOP CDM 5.4: Parquet, CSV and a DuckDB file say the same."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from lco.records.container import SourceRefused
from lco.store.tables import AdmissionMethod, Ethnicity, Setting, Sex
from tests.lco.records.loading import counts, load, new_store, refused, rows

DAY = dt.date(2017, 5, 4)


def tables() -> dict[str, dict[str, list[Any]]]:
    return {
        "person": {
            "person_id": [1, 2],
            "gender_concept_id": [8507, 8532],
            "year_of_birth": [1950, 1980],
            "month_of_birth": [6, None],
            "day_of_birth": [15, None],
            "race_concept_id": [8515, 0],
            "race_source_value": [None, "hawaiian"],
            "location_id": [7, None],
        },
        "location": {"location_id": [7], "city": ["Manchester"], "location_source_value": ["E05011350"]},
        "concept": {
            "concept_id": [10, 20, 30],
            "concept_name": ["A condition", "A unit", "Pound sterling"],
            "vocabulary_id": ["SNOMED", "UCUM", "Currency"],
            "concept_code": ["local-1", "mm[Hg]", "GBP"],
        },
        "visit_occurrence": {
            "visit_occurrence_id": [1, 2, 3, 4],
            "person_id": [1, 1, 1, 2],
            "visit_concept_id": [9201, 9203, 9202, 262],
            "visit_start_date": [DAY] * 4,
            "visit_end_date": [DAY + dt.timedelta(days=3)] * 4,
        },
        "condition_occurrence": {
            "condition_occurrence_id": [1, 2, 3, 4],
            "person_id": [1, 1, 2, 9],
            "condition_concept_id": [10, 11, 0, 10],
            "condition_source_concept_id": [10, 11, 0, 10],
            "condition_start_date": [DAY] * 4,
            "condition_end_date": [DAY, None, None, None],
        },
        "measurement": {
            "measurement_id": [1],
            "person_id": [1],
            "measurement_concept_id": [10],
            "measurement_date": [DAY],
            "value_as_number": [118.5],
            "unit_concept_id": [20],
        },
        "observation_period": {
            "observation_period_id": [1, 2, 3],
            "person_id": [1, 1, 2],
            "observation_period_start_date": [dt.date(2010, 1, 1), dt.date(2012, 1, 1), dt.date(2010, 1, 1)],
            "observation_period_end_date": [
                dt.date(2012, 1, 1),
                dt.date(2014, 12, 31),
                dt.date(2014, 12, 31),
            ],
        },
        "death": {"person_id": [2, 2], "death_date": [dt.date(2018, 1, 15), dt.date(2018, 1, 16)]},
        "cost": {
            "cost_id": [1, 2],
            "cost_event_id": [1, 3],
            "cost_domain_id": ["Visit", "Visit"],
            "currency_concept_id": [30, 99],
            "total_cost": [12.34, 5.0],
        },
    }


def as_parquet(folder: Path) -> Path:
    folder.mkdir()
    for name, columns in tables().items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder


def as_csv(folder: Path) -> Path:
    folder.mkdir()
    for name, columns in tables().items():
        pa_csv.write_csv(pa.table(columns), folder / f"{name.upper()}.csv")
    return folder


def as_zip(folder: Path) -> Path:
    made = as_parquet(folder)
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as out:
        for file in made.iterdir():
            out.write(file, f"Export/{file.name}")
            out.writestr(f"__MACOSX/Export/._{file.name}", b"junk")
    return archive


def as_database(folder: Path) -> Path:
    folder.mkdir()
    con = ibis.duckdb.connect(str(folder / "cdm.duckdb"))
    for name, columns in tables().items():
        con.create_table(name, obj=pa.table(columns))
    con.disconnect()
    return folder / "cdm.duckdb"


@pytest.mark.parametrize("make", [as_parquet, as_csv, as_zip, as_database])
def test_every_form_of_an_omop_source_gives_the_same_rows(tmp_path: Path, make: Any) -> None:
    store = new_store(tmp_path / "store")
    loaded = load(store, make(tmp_path / "in"), "omop")
    assert counts(loaded) == {
        "person": (2, 2, 0, 0),
        "death": (2, 1, 1, 0),
        "observation_period": (3, 2, 1, 0),
        "visit_occurrence": (4, 4, 0, 0),
        "condition_occurrence": (4, 2, 2, 0),
        "measurement": (1, 1, 0, 0),
        "cost": (2, 1, 1, 0),
    }
    assert sorted((table, reason) for table, _, _, reason in refused(store)) == [
        ("condition_occurrence", "unknown_code"),
        ("condition_occurrence", "unknown_person"),
        ("cost", "unknown_currency"),
        ("death", "duplicate"),
        ("observation_period", "overlap"),
    ]
    stands = 1 if make is as_csv else 0  # a heading moves lines by one, Parquet has rows
    assert sorted(line for table, _, line, _ in refused(store) if table == "condition_occurrence") == [
        3 + stands,
        4 + stands,
    ]


def test_what_omop_rows_mean(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, as_parquet(tmp_path / "in"), "omop")
    codes = {row["code"]: (row["system"], row["text"], row["label"]) for row in rows(store, "codes")}
    people = {row["born_on"]: row for row in rows(store, "people")}
    ann, bob = people[dt.date(1980, 1, 1)], people[dt.date(1950, 6, 1)]
    assert (bob["sex"], bob["ethnicity"]) == (Sex.MALE, Ethnicity.ASIAN)
    assert (ann["sex"], ann["ethnicity"]) == (Sex.FEMALE, Ethnicity.OTHER)
    spells = {row["person"]: row for row in rows(store, "admissions")}
    assert spells[ann["person"]]["method"] == AdmissionMethod.EMERGENCY
    assert spells[bob["person"]]["method"] == AdmissionMethod.NOT_KNOWN
    assert spells[bob["person"]]["ends_before"] == dt.date(2017, 5, 7)
    assert [row["person"] for row in rows(store, "attendances")] == [bob["person"]]
    assert [row["setting"] for row in rows(store, "contacts")] == [Setting.OUTPATIENT]
    found = {codes[row["code"]]: row["ends_before"] for row in rows(store, "conditions")}
    assert found == {
        ("snomed", "local-1", "A condition"): dt.date(2017, 5, 5),
        ("omop", "11", None): None,
    }
    (measured,) = rows(store, "observations")
    assert (measured["value"], codes[measured["unit"]][:2]) == (118.5, ("ucum", "mm[Hg]"))
    assert [row["pence"] for row in rows(store, "costs")] == [1234]
    assert [codes[row["ward"]][:2] for row in rows(store, "addresses")] == [("ward", "E05011350")]
    assert {codes[row["practice"]][1] for row in rows(store, "registrations")} == {"V81999"}


def test_text_where_numbers_belong_is_quarantined_not_guessed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    person = {"person_id": ["1", "2.0", "three"], "year_of_birth": ["1950", "1960", "1970"]}
    pq.write_table(pa.table(person), folder / "person.parquet")
    death = {"person_id": ["1", "2"], "death_date": ["2018-01-15", "15/01/2018"]}
    pq.write_table(pa.table(death), folder / "death.parquet")
    store = new_store(tmp_path / "store")
    loaded = load(store, folder, "omop")
    assert counts(loaded) == {"person": (3, 2, 1, 0), "death": (2, 1, 1, 0)}
    assert refused(store) == [
        ("death", "death.parquet", 2, "wrong_type"),
        ("person", "person.parquet", 3, "wrong_type"),
    ]


def test_a_missing_table_or_column_is_refused(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", new_store(tmp_path / "store")
    folder.mkdir()
    pq.write_table(pa.table({"person_id": [1], "death_date": [DAY]}), folder / "death.parquet")
    with pytest.raises(SourceRefused, match="no OMOP table 'person'"):
        load(store, folder, "omop")
    pq.write_table(pa.table({"person_id": [1]}), folder / "person.parquet")
    with pytest.raises(SourceRefused, match=r"person.parquet has no column 'year_of_birth'"):
        load(store, folder, "omop")
    assert store.batches() == []


def test_a_view_in_a_database_reaches_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("person_id,year_of_birth\n1,1950\n")
    con = ibis.duckdb.connect(str(tmp_path / "cdm.duckdb"))
    con.raw_sql(f"CREATE VIEW person AS SELECT * FROM read_csv('{secret}')")  # noqa: S608
    con.create_table("location", obj=pa.table({"location_id": [1]}))
    con.disconnect()
    store = new_store(tmp_path / "store")
    with pytest.raises(SourceRefused, match=r"cdm.duckdb is no DuckDB file|no OMOP table"):
        load(store, tmp_path / "cdm.duckdb", "omop")
    assert store.batches() == []

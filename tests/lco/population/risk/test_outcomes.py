"""Outcomes: the worked example of each on every engine, and the days that bound them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lco import engine
from lco.population.definition import Definition
from lco.population.example import example_records
from lco.population.risk.outcome import outcomes, twelve_months_from
from tests.support.engines import ENGINES, connected


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("outcome", outcomes().values(), ids=lambda each: each.id)
def test_an_outcome_gives_the_answer_of_its_example(
    outcome: Definition, engine_name: engine.EngineName, tmp_path: Path
) -> None:
    con = connected(engine_name)
    records = example_records(con, outcome.example, tmp_path)
    rows = con.to_pyarrow(outcome.compute(records, outcome.example.index_on)).to_pylist()
    found = {row["person"]: row["happened"] for row in rows}
    assert len(found) == len(rows), "a person has more than one row"
    assert {person: found[person] for person in outcome.example.expect} == dict(outcome.example.expect)


@pytest.mark.parametrize(
    ("outcome", "people"),
    [
        ("emergency_admission", {1, 2, 3, 4}),
        ("care_home_entry", {1, 2, 4, 5}),
        ("child_urgent_attendance", {1, 3, 4, 5}),
        ("high_cost_decile", set(range(1, 12))),
    ],
)
def test_an_outcome_counts_only_those_it_could_happen_to(
    outcome: str, people: set[int], tmp_path: Path
) -> None:
    definition = outcomes()[outcome]
    con = engine.connect("duckdb")
    records = example_records(con, definition.example, tmp_path)
    found = con.to_pyarrow(definition.compute(records, definition.example.index_on))
    assert set(found["person"].to_pylist()) == people
    assert found["happened"].null_count == 0


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (date(2018, 4, 1), date(2019, 4, 1)),
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2019, 2, 28), date(2020, 2, 28)),
    ],
)
def test_the_twelve_months_begin_on_the_day_itself(begins: date, ends: date) -> None:
    period = twelve_months_from(begins)
    assert (period.starts_on, period.ends_before) == (begins, ends)
    assert period.holds(begins)
    assert not period.holds(ends)


def test_every_outcome_ends_the_sentence_the_chance_of() -> None:
    assert set(outcomes()) == {
        "care_home_entry",
        "child_urgent_attendance",
        "emergency_admission",
        "high_cost_decile",
    }
    for each in outcomes().values():
        assert each.details["happens"].endswith("in the next 12 months")

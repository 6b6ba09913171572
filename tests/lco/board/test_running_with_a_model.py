"""A run where a model is live: its risk ranks the people, on every engine, and the run keeps the model."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lco import engine
from lco.board.running import Choices, publish_run
from lco.population.conditions import CATALOGUE
from lco.population.risk.model import AdditiveModel, Weighed
from lco.population.risk.registry import move
from lco.population.risk.terms import Term, Transform
from lco.store import Store
from lco.store.models import FILES, ModelEvent, add_model
from lco.store.runs import Run
from tests.support.engines import connected
from tests.support.smalltown import INDEX_ON, fill, smalltown_place, smalltown_store, still_meter

__all__ = ["smalltown_store"]

AT = datetime(2018, 4, 2, 9, 0, tzinfo=UTC)
HEART_FAILURE = Term(
    "heart_failure", "illnesses", Transform.BIT, at=int(math.log2(CATALOGUE["heart_failure"].bit))
)
MODEL = AdditiveModel(
    id="m1",
    outcome="emergency_admission",
    intercept=-4.0,
    terms=(
        Weighed(Term("age", "age"), 0.02, 40.0),
        Weighed(Term("age", "age", Transform.ABOVE, at=65), 0.01, 5.0),
        Weighed(Term("age", "age", Transform.ABOVE, at=75), 0.01, 2.0),
        Weighed(Term("emergency_admissions_0_90", "emergency_admissions_0_90"), 1.5, 0.1),
        Weighed(Term("emergency_admissions_91_365", "emergency_admissions_91_365"), 0.75, 0.2),
        Weighed(HEART_FAILURE, 1.0, 0.05),
    ),
)


def with_model(store: Store, *, state: str = "live") -> Store:
    """Register the model and bring it as far as asked."""
    files = {**{name: f'{{"of": "{name}"}}' for name in FILES}, "model.json": MODEL.to_json()}
    add_model(store, MODEL.id, files, ModelEvent("registered", AT, "Robin", "Fitted."))
    states = ["validated", "approved", "live"]
    for each in states[: states.index(state) + 1]:
        move(store, MODEL.id, each, at=AT, by="Robin", why="Card read.")
    return store


def run_of(store: Store, con: Any, **choices: Any) -> Run:
    return publish_run(
        smalltown_place(), store, con, still_meter(), Choices(index_on=INDEX_ON, smallest=1, **choices)
    )


def people(run: Run) -> dict[int, dict[str, Any]]:
    con = engine.connect()
    rows = con.to_pyarrow(run.table(con, "people")).to_pylist()
    return {row["person"]: row for row in rows}


def test_the_live_model_ranks_by_risk_and_names_its_reasons(smalltown_store: Store) -> None:
    run = run_of(with_model(smalltown_store), engine.connect())
    found = people(run)
    by_rank = sorted(found.values(), key=lambda row: row["rank"])
    assert [row["risk"] for row in by_rank] == sorted((row["risk"] for row in by_rank), reverse=True)
    first = found[1]  # heart failure; admitted in May, and in December, 121 days before
    age = first["age"]
    bends = 0.01 * max(age - 65, 0) + 0.01 * max(age - 75, 0)
    odds = -4.0 + 0.02 * age + bends + 0.75 * 2 + 1.0
    assert first["risk"] == pytest.approx(1 / (1 + math.exp(-odds)))
    assert first["rank"] == 1
    assert "heart failure" in first["reasons"]
    assert "2 emergency admissions 3 to 12 months ago" in first["reasons"]
    assert first["risk_before"] < first["risk"]


def test_a_move_is_told_by_what_changed_the_risk(smalltown_store: Store) -> None:
    found = people(run_of(with_model(smalltown_store), engine.connect()))
    moved = found[20]  # admitted for the first time on 30 March
    assert (moved["former_tier"], moved["movement"]) == ("low", "up")
    assert "an emergency admission in the last 3 months, was none" in moved["movement_reasons"]
    assert all(row["movement_reasons"] == "" for row in found.values() if row["movement"] == "same")


def test_the_run_keeps_the_model_that_ranked_its_people(smalltown_store: Store) -> None:
    run = run_of(with_model(smalltown_store), engine.connect())
    assert run.manifest.settings["ranked_by"] == "m1"
    assert AdditiveModel.from_json((run.path / "model.json").read_text()) == MODEL
    assert {each.name for each in run.manifest.outputs} >= {*FILES, "people.parquet"}


@pytest.mark.parametrize(("state", "choices"), [("approved", {}), ("live", {"ranks_by_points": True})])
def test_points_rank_where_no_model_is_live_or_points_are_asked_for(
    smalltown_store: Store, state: str, choices: dict[str, Any]
) -> None:
    run = run_of(with_model(smalltown_store, state=state), engine.connect(), **choices)
    assert run.manifest.settings["ranked_by"] == "points"
    assert not (run.path / "model.json").exists()
    found = people(run)
    assert all(row["risk"] is None and row["impactibility_pence"] is None for row in found.values())
    by_rank = sorted(found.values(), key=lambda row: row["rank"])
    assert [row["points"] for row in by_rank] == sorted((row["points"] for row in by_rank), reverse=True)


@pytest.mark.spark
def test_spark_and_duckdb_rank_alike_by_a_model(tmp_path: Path) -> None:
    lists = [
        people(run_of(with_model(fill(tmp_path / name)), connected(name))) for name in ("duckdb", "spark")
    ]
    assert lists[0].keys() == lists[1].keys()
    for person, one in lists[0].items():
        other = lists[1][person]
        for name in ("risk", "risk_before"):
            risks = (other.pop(name), one.pop(name))
            assert risks == (None, None) or risks[0] == pytest.approx(risks[1], rel=1e-9)
        assert other == one

"""Movement between tiers and its reasons."""

from __future__ import annotations

from typing import Any

import ibis
import pytest

from lco import engine
from lco.place.facts.tier_points import TierPoint
from lco.place.pack import load_place
from lco.population.movement import left, moved
from lco.population.movement_reasons import (
    NEW_HERE,
    OTHERS_FELL,
    OTHERS_ROSE,
    RISE_OVER,
    ROSE_FAST,
    changes_in_points,
    movement_reasons,
)
from tests.support.engines import ENGINES, connected
from tests.support.stratified import feature_rows, illnesses

POINTS = load_place("manchester").rows(TierPoint)


def tiers(rows: dict[int, str]) -> Any:
    """Return person and tier."""
    columns = {"person": list(rows), "tier": list(rows.values())}
    return ibis.memtable(columns, schema={"person": "int64", "tier": "string"})


@pytest.mark.parametrize("engine_name", ENGINES)
def test_people_go_up_down_stay_or_are_new(engine_name: engine.EngineName) -> None:
    con = connected(engine_name)
    now = tiers({1: "high", 2: "rising", 3: "low", 4: "low", 5: "rising", 6: "high", 7: "low"})
    former = tiers({1: "low", 2: "high", 3: "low", 4: "rising", 5: "low", 6: "high", 8: "high", 9: "low"})
    found = {row["person"]: row for row in con.to_pyarrow(moved(now, former)).to_pylist()}
    assert {person: row["movement"] for person, row in found.items()} == {
        1: "up",
        2: "down",
        3: "same",
        4: "down",
        5: "up",
        6: "same",
        7: "new",
    }
    assert found[1]["former_tier"] == "low"
    assert found[7]["former_tier"] is None
    gone = {row["person"]: row["tier"] for row in con.to_pyarrow(left(now, former)).to_pylist()}
    assert gone == {8: "high", 9: "low"}


@pytest.mark.parametrize("engine_name", ENGINES)
def test_what_changed_is_said_in_plain_words(engine_name: engine.EngineName) -> None:
    former = feature_rows(
        [
            {"charlson": 0, "emergency_admissions": 1, "attendances": 3, "bed_days": 4},
            {"charlson": 2, "illnesses": illnesses("heart_failure"), "contacts": 3},
            {"attendances": 30, "bed_days": 2},
            {"charlson": 1},
            {"illnesses": illnesses("asthma")},
        ]
    )
    now = feature_rows(
        [
            {
                "charlson": 2,
                "illnesses": illnesses("dementia"),
                "emergency_admissions": 3,
                "attendances": 2,
                "bed_days": 4,
            },
            {"charlson": 2, "illnesses": illnesses("heart_failure"), "contacts": 1},
            {"attendances": 31, "bed_days": 1},  # more than ten attendances earn no more points
            {"charlson": 3},
            {"illnesses": illnesses("asthma")},
            {"attendances": 5},  # was not in the place
        ]
    )
    table = changes_in_points(now, former, POINTS)
    found = {row["person"]: row["changed"] for row in connected(engine_name).to_pyarrow(table).to_pylist()}
    assert found == {
        1: "newly on record: dementia; 2 more emergency admissions in 12 months; "
        "1 fewer emergency attendance in 12 months",
        2: "2 fewer contacts with care in 12 months",
        3: "1 fewer night in hospital in 12 months",
        4: "2 more Charlson points",
        5: "",
    }


@pytest.mark.parametrize("engine_name", ENGINES)
def test_every_move_has_its_reason_and_no_other_has_one(engine_name: engine.EngineName) -> None:
    moves = [
        # movement, changed, tier, rose fast, reason
        ("up", "1 more night", "high", False, "1 more night"),
        ("up", "", "high", False, OTHERS_FELL),
        ("up", "dementia", "rising", True, f"dementia; {ROSE_FAST}"),
        ("up", "", "rising", True, ROSE_FAST),
        ("up", "dementia", "high", True, "dementia"),
        ("down", "1 fewer night", "low", False, "1 fewer night"),
        ("down", "", "low", False, RISE_OVER),
        ("down", "", "rising", False, OTHERS_ROSE),
        ("same", "dementia", "low", False, ""),
        ("new", None, "low", False, NEW_HERE),
    ]
    people = list(range(len(moves)))
    table = movement_reasons(
        ibis.memtable({"person": people, "movement": [move for move, *_ in moves]}),
        ibis.memtable(
            {
                "person": [n for n in people if moves[n][1] is not None],
                "changed": [words for _, words, *_ in moves if words is not None],
            }
        ),
        ibis.memtable(
            {
                "person": people,
                "tier": [tier for _, _, tier, _, _ in moves],
                "is_rising_fast": [is_fast for *_, is_fast, _ in moves],
            }
        ),
    )
    found = {row["person"]: row for row in connected(engine_name).to_pyarrow(table).to_pylist()}
    assert {n: row["movement_reasons"] for n, row in found.items()} == {n: moves[n][4] for n in people}

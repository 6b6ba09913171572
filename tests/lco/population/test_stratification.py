"""Figures of movement, segments, cohorts and priority: counts by hand, and what nobody may work out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.disclosure import Sum, withheld
from lco.place.facts.cohort_rules import CohortRule
from lco.place.facts.segments import Segment
from lco.place.pack import load_place
from lco.population.areas import Areas
from lco.population.stratification import Published, Release, stratification_figures
from lco.store.figures import Figure
from tests.support.engines import ENGINES, connected

PLACE = load_place("manchester")
SEGMENTS = [each.id for each in PLACE.rows(Segment)]
COHORTS = sorted({each.cohort for each in PLACE.rows(CohortRule)})
TIERS = ("high", "rising", "low")
AREAS = Areas(
    place="town",
    names={"town": "Town", "east": "East", "hill": "Hill", "mill": "Mill", "lake": "Lake", "not_placed": "-"},
    members={
        "town": ("hill", "mill", "lake", "not_placed"),
        "east": ("hill", "mill"),
        **{each: (each,) for each in ("hill", "mill", "lake", "not_placed")},
    },
    parents={"town": ("east", "lake", "not_placed"), "east": ("hill", "mill")},
    wards={},
    localities={"hill": "east", "mill": "east", "lake": None},
    cited={},
)
ON, FORMER_ON = date(2018, 4, 1), date(2018, 3, 1)
SCHEMA = pa.schema(
    [
        ("person", pa.int64()),
        ("neighbourhood", pa.string()),
        ("tier", pa.string()),
        ("former_tier", pa.string()),
        ("segment", pa.string()),
        ("cohorts", pa.string()),
        ("has_mental_health_need", pa.bool_()),
        ("is_priority", pa.bool_()),
    ]
)
FORMER_SCHEMA = pa.schema([("person", pa.int64()), ("tier", pa.string()), ("neighbourhood", pa.string())])
Person = tuple[str | None, str, str | None, str, str, bool, bool]


def table(schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> Any:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    return ibis.memtable(pa.table(columns, schema=schema))


def published(people: Sequence[Person], smallest: int) -> Published:
    """Return people and tiers by area, withheld as one table."""
    counts: Counter[str] = Counter()
    sums = AREAS.sums("population/")
    for area, inside in AREAS.members.items():
        here = [each for each in people if (each[0] or "not_placed") in inside]
        counts[f"population/{area}"] = len(here)
        for tier in TIERS:
            counts[f"tier/{tier}/{area}"] = sum(each[1] == tier for each in here)
        sums.append(Sum(f"population/{area}", tuple(f"tier/{tier}/{area}" for tier in TIERS)))
    for tier in TIERS:
        sums += AREAS.sums(f"tier/{tier}/")
    return Published(counts, withheld(counts, sums, smallest=smallest))


def figures(
    con: Any, people: Sequence[Person], gone: Sequence[tuple[str, str]], *, smallest: int
) -> tuple[dict[str, Figure], Published]:
    """Return the figures of some people and of some who left: former tier and neighbourhood."""
    shown = published(people, smallest)
    release = Release(PLACE, AREAS, shown, ON, FORMER_ON, smallest)
    listed = table(SCHEMA, [(number, *each) for number, each in enumerate(people)])
    stayed = [(number, each[2], each[0]) for number, each in enumerate(people) if each[2] is not None]
    left = [(len(people) + number, *each) for number, each in enumerate(gone)]
    found = stratification_figures(con, listed, table(FORMER_SCHEMA, [*stayed, *left]), release)
    return {each.figure: each for each in found}, shown


BY_HAND: list[Person] = [
    ("hill", "high", "rising", "organ_failure", COHORTS[0] + ";" + COHORTS[1], True, True),
    ("hill", "high", "high", "organ_failure", COHORTS[0], False, True),
    ("mill", "high", "low", "healthy", "", False, False),
    ("mill", "low", "high", "healthy", COHORTS[0], True, False),
    ("lake", "rising", None, "maternal", "", False, False),
    (None, "low", "low", "healthy", "", False, False),
]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_cells_count_people_as_by_hand(engine_name: engine.EngineName) -> None:
    gone = [("high", "mill"), ("low", "lake")]
    found, _ = figures(connected(engine_name), BY_HAND, gone, smallest=1)
    values = {name: each.value for name, each in found.items() if each.value}
    expected = {
        "movement/rising/high/hill": 1,
        "movement/high/high/east": 1,
        "movement/low/high/town": 1,
        "movement/new/rising/lake": 1,
        "movement/high/left/mill": 1,
        "movement/low/low/not_placed": 1,
        "segment/healthy/town": 3,
        "segment/organ_failure/hill": 2,
        f"cohort/{COHORTS[0]}/east": 3,
        f"cohort/{COHORTS[0]}/mill": 1,
        f"cohort_with_mental_health/{COHORTS[0]}/east": 2,
        "priority/town": 2,
    }
    assert {name: values.get(name) for name in expected} == expected
    assert found["movement/high/rising/town"].value == 0
    assert not any(name.startswith(("rest/", "tier/", "population/")) for name in found)


def test_a_figure_says_what_it_is_of_whom_and_when() -> None:
    found, _ = figures(engine.connect(), BY_HAND, [], smallest=1)
    up = found["movement/rising/high/hill"]
    assert up.label == "People who went up from the rising tier to the high tier, Hill"
    assert up.period == "2018-03-01 to before 2018-04-01"
    assert up.inputs[0] == "population/hill"
    assert any(each.startswith("places/manchester/tier_rules.csv:") for each in up.inputs)
    assert found["movement/rising/high/east"].inputs == (
        "movement/rising/high/hill",
        "movement/rising/high/mill",
    )
    assert found["movement/new/low/town"].label == "People new in the place, now in the low tier, Town"
    left = found["movement/high/left/town"].label
    assert left == "People in the high tier a month ago who are in the place no more, Town"
    assert found["movement/low/low/town"].label == "People who stayed in the low tier, Town"
    crossed = found[f"cohort_with_mental_health/{COHORTS[0]}/town"]
    assert crossed.label.endswith("with a need of mental health, Town")
    assert "22,000 in a population of 541,263" in found["priority/hill"].working


def test_without_a_former_day_nobody_moved() -> None:
    release = Release(PLACE, AREAS, published(BY_HAND, 1), ON, None, 1)
    listed = table(SCHEMA, [(number, *each) for number, each in enumerate(BY_HAND)])
    found = {each.definition for each in stratification_figures(engine.connect(), listed, None, release)}
    assert found == {"segment", "cohort", "cohort_with_mental_health", "priority"}


def test_the_matrix_of_the_whole_place_stays_whole_where_neighbourhoods_are_small() -> None:
    """Of three neighbourhoods each has small cells; of the town's matrix none is small, and all is shown."""
    people: list[Person] = []
    for home in ("hill", "mill", "lake"):
        for former in (*TIERS, None):
            for tier in TIERS:
                crowd = 5 if (former, tier) != ("low", "low") else 900
                people += [(home, tier, former, "healthy", "", False, False)] * crowd
    found, _ = figures(engine.connect(), people, [], smallest=8)
    matrix = [f"movement/{former}/{tier}/town" for former in (*TIERS, "new") for tier in TIERS]
    assert not any(found[each].is_suppressed for each in matrix)
    assert found["movement/high/rising/hill"].is_suppressed


def test_who_moved_up_or_down_is_withheld_after_who_stayed() -> None:
    """Three people rose from low to high at once: how many stayed gives way, not how many rose by one."""
    people: list[Person] = []
    for former, tier, crowd in (
        ("high", "high", 900),
        ("high", "rising", 60),
        ("rising", "high", 70),
        ("rising", "rising", 2_000),
        ("rising", "low", 300),
        ("low", "high", 3),
        ("low", "rising", 310),
        ("low", "low", 9_000),
    ):
        for home in ("hill", "mill", "lake"):
            is_there = crowd > 3 or home == "hill"
            people += [(home, tier, former, "healthy", "", False, False)] * (crowd if is_there else 0)
    found, _ = figures(engine.connect(), people, [], smallest=8)
    assert found["movement/low/high/town"].is_suppressed
    assert found["movement/high/high/town"].is_suppressed
    assert found["movement/rising/high/town"].value == 210
    assert found["movement/high/rising/town"].value == 180


@st.composite
def towns(draw: st.DrawFn) -> tuple[list[Person], list[tuple[str, str]]]:
    """Draw a town of crowds: some of one, some of many."""
    people: list[Person] = []
    for _ in range(draw(st.integers(1, 8))):
        person: Person = (
            draw(st.sampled_from(["hill", "mill", "lake", None])),
            draw(st.sampled_from(TIERS)),
            draw(st.sampled_from([*TIERS, None])),
            draw(st.sampled_from(SEGMENTS[:3])),
            ";".join(draw(st.lists(st.sampled_from(COHORTS[:2]), unique=True))),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        people += [person] * draw(st.sampled_from([1, 2, 7, 8, 40]))
    left = draw(
        st.lists(st.tuples(st.sampled_from(TIERS), st.sampled_from(["hill", "mill", "lake"])), max_size=12)
    )
    return people, left


@settings(deadline=None, max_examples=8)  # each example asks an engine and then attacks it
@given(town=towns())
def test_segments_sum_and_nothing_withheld_can_be_worked_out(
    town: tuple[list[Person], list[tuple[str, str]]],
) -> None:
    people, left = town
    con = engine.connect()
    exact, _ = figures(con, people, left, smallest=1)
    found, shown = figures(con, people, left, smallest=8)
    for area in AREAS.members:
        inside = AREAS.members[area]
        segments = sum(exact[f"segment/{segment}/{area}"].value or 0 for segment in SEGMENTS)
        assert segments == sum((each[0] or "not_placed") in inside for each in people)
    memberships = sum(exact[f"cohort/{cohort}/town"].value or 0 for cohort in COHORTS)
    assert memberships >= sum(bool(each[4]) for each in people)
    known = {name: each.value for name, each in found.items() if not each.is_suppressed}
    known |= {name: count for name, count in shown.counts.items() if name not in shown.hidden}
    truth = {name: each.value for name, each in exact.items()} | dict(shown.counts)
    assert all(known[name] == truth[name] for name in known)
    for name in worked_out(known, list(truth)):
        small = 0 < (truth[name] or 0) < 8
        assert not small, f"{name} is {truth[name]} and can be worked out"


def worked_out(known: Mapping[str, Any], cells: list[str]) -> set[str]:
    """Attack: every cell not shown that the shown ones fix, by solving all sums anybody can think of."""
    unknown = [cell for cell in cells if cell not in known]
    column = {cell: number for number, cell in enumerate(unknown)}
    rows = []
    for total, parts in sums_anybody_knows():
        row = np.zeros(len(unknown))
        for cell, sign in [(total, -1.0), *((part, 1.0) for part in parts)]:
            if cell in column:
                row[column[cell]] += sign
        if row.any():
            rows.append(row)
    if not rows:
        return set()
    _, sizes, directions = np.linalg.svd(np.array(rows))
    free = directions[(sizes > 1e-9).sum() :]
    return {cell for cell, number in column.items() if np.abs(free[:, number]).max(initial=0.0) < 1e-9}


def sums_anybody_knows() -> list[tuple[str, list[str]]]:
    sums: list[tuple[str, list[str]]] = []
    froms, keys = [*TIERS, "new"], []
    for area in AREAS.members:
        sums.append((f"population/{area}", [f"segment/{each}/{area}" for each in SEGMENTS]))
        sums.append((f"population/{area}", [f"tier/{each}/{area}" for each in TIERS]))
        sums += [(f"tier/{to}/{area}", [f"movement/{each}/{to}/{area}" for each in froms]) for to in TIERS]
    keys += ["population", "priority", *(f"segment/{each}" for each in SEGMENTS)]
    keys += [f"{topic}/{each}" for topic in ("cohort", "cohort_with_mental_health") for each in COHORTS]
    keys += [f"tier/{each}" for each in TIERS]
    keys += [f"movement/{one}/{to}" for one in froms for to in TIERS]
    keys += [f"movement/{one}/left" for one in TIERS]
    for area, parts in AREAS.parents.items():
        sums += [(f"{key}/{area}", [f"{key}/{part}" for part in parts]) for key in keys]
    return sums

"""Tiers: points, ranks, cuts and reasons."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco import engine
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tiers import Tier
from lco.population.tiers import (
    NO_REASON,
    TiersRefused,
    cuts,
    ranked,
    reasons,
    salt_of,
    tie_breaker,
    tier_by_rank,
)
from lco.store.runs import Run
from tests.support.engines import ENGINES, connected
from tests.support.smalltown import smalltown_place, smalltown_run, smalltown_store

__all__ = ["smalltown_run", "smalltown_store"]

POINTS = smalltown_place().rows(TierPoint)
TIERS = smalltown_place().rows(Tier)
MEASURES = ("charlson", "emergency_admissions", "attendances", "bed_days", "contacts")


def tier(name: str, first: str, last: str) -> Tier:
    """Return a tier between two shares."""
    return Tier(
        id=name,  # type: ignore[arg-type]
        name=name,
        from_rank_percent=Decimal(first),
        to_rank_percent=Decimal(last),
        share_percent=Decimal(last) - Decimal(first),
        description="",
        response="",
        paper="",
        source="invented",
        section="tests",
        line=2,
    )


CPM = [
    tier("very_high", "0", "0.5"),
    tier("high", "0.5", "5"),
    tier("rising", "5", "20"),
    tier("low", "20", "100"),
]


@pytest.mark.parametrize(
    ("people", "sizes"), [(10_000, [50, 450, 1_500, 8_000]), (999, [4, 45, 150, 800]), (0, [0, 0, 0, 0])]
)
def test_the_published_shares_cut_as_published(people: int, sizes: list[int]) -> None:
    last = [0, *(cut.last_rank for cut in cuts(CPM, people))]
    assert [after - before for before, after in itertools.pairwise(last)] == sizes


@given(people=st.integers(0, 10_000_000))
def test_tiers_part_everybody(people: int) -> None:
    found = [cut.last_rank for cut in cuts(TIERS, people)]
    assert found == sorted(found)
    assert found[-1] == people
    assert 20 * found[0] <= people < 20 * (found[0] + 1)


@pytest.mark.parametrize(
    ("tiers", "sentence"),
    [
        (
            [tier("high", "0", "5"), tier("low", "6", "100")],
            "line 2, runs from 6 to 100 per cent: it must begin at 5",
        ),
        ([tier("high", "0", "5"), tier("low", "5", "99")], "end at 99 per cent: they must end at 100"),
        ([tier("high", "0", "0"), tier("low", "0", "100")], "must begin at 0 and end above it"),
    ],
)
def test_shares_that_do_not_follow_each_other_are_refused(tiers: list[Tier], sentence: str) -> None:
    with pytest.raises(TiersRefused, match=sentence):
        cuts(tiers, 100)


def point(measure: str, points: str, at_most: str = "100") -> TierPoint:
    """Return a rule of points."""
    return TierPoint(
        id=measure,
        title=measure,
        measure=measure,  # type: ignore[arg-type]
        points=Decimal(points),
        unit=measure,
        at_most=Decimal(at_most),
        source="invented",
        section="tests",
        line=7,
    )


@pytest.mark.parametrize(
    ("measure", "months", "counted"),
    [("contacts", 24, "12"), ("contacts", None, "12"), ("charlson", 12, "all")],
)
def test_months_that_are_not_counted_are_refused(measure: str, months: int | None, counted: str) -> None:
    table = people_table(engine.connect(), [(1, 50, 0, 0, 0, 0, 0)])
    rule = replace(point(measure, "1"), lookback_months=months)
    sentence = f"line 7, look back {months} months: {measure} is counted over {counted} months"
    with pytest.raises(TiersRefused, match=sentence):
        ranked(table, [rule], salt=1)


@pytest.mark.parametrize("points", ["-1", "0.0001"])
def test_points_that_cannot_be_counted_in_thousandths_are_refused(points: str) -> None:
    con = engine.connect()
    table = people_table(con, [(1, 50, 0, 0, 0, 0, 0)])
    with pytest.raises(TiersRefused, match=rf"tier_points\.csv, line 7, are {points}: give a number"):
        ranked(table, [point("charlson", points)], salt=1)


def people_table(con: Any, rows: list[tuple[int, ...]], folder: Path | None = None) -> Any:
    """Return a table of person, age and the measures."""
    names = ("person", "age", *MEASURES)
    schema = dict.fromkeys(names, "int64")
    data = {name: [row[number] for row in rows] for number, name in enumerate(names)}
    return ibis.memtable(data, schema=schema)


PEOPLE = [
    # person, age, charlson, emergency admissions, attendances, bed-days, contacts
    (1, 80, 2, 0, 0, 0, 0),
    (2, 80, 0, 0, 2, 0, 0),
    (3, 81, 0, 0, 2, 0, 0),
    (4, 30, 0, 1, 0, 0, 0),
    (5, 30, 2, 0, 1, 0, 0),
    (6, 30, 0, 9, 0, 0, 0),
    (7, 30, 0, 9, 30, 300, 300),
    (8, 30, 0, 0, 0, 0, 0),
    (9, 30, 0, 0, 0, 0, 0),
]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_ranks_follow_points_then_admissions_then_age(engine_name: engine.EngineName) -> None:
    con = connected(engine_name)
    found = con.to_pyarrow(ranked(people_table(con, PEOPLE), POINTS, salt=5)).to_pylist()
    points = {row["person"]: row["thousandths"] for row in found}
    assert points == {
        1: 2_000,
        2: 2_000,
        3: 2_000,
        4: 3_000,
        5: 3_000,
        6: 15_000,
        7: 15_000 + 10_000 + 6_000 + 3_000,
        8: 0,
        9: 0,
    }
    order = [row["person"] for row in sorted(found, key=lambda row: row["rank"])]
    # 4 before 5: as many points, but an admission. 3 before 1 and 2: older; 1 and 2 tie down to the hash.
    assert order[:5] == [7, 6, 4, 5, 3]
    by_hash = sorted([1, 2], key=lambda person: hashed(person, 5))
    assert order[5:7] == by_hash
    assert order[7:] == sorted([8, 9], key=lambda person: hashed(person, 5))


def hashed(person: int, salt: int) -> int:
    """The tie-breaker in plain Python: whole numbers, nothing else."""
    one, other = 2_147_483_647, 2_147_483_629
    mixed = ((person % one) * 48_271 + (person % other) * 69_621 + salt) % one
    return (mixed * 16_807 + salt) % other


@pytest.mark.parametrize("engine_name", ENGINES)
def test_the_hash_is_the_same_on_every_engine(engine_name: engine.EngineName) -> None:
    con = connected(engine_name)
    persons = [0, 1, 2**31 - 1, 2**31, 2**62 + 12_345, 2**63 - 1]
    salt = salt_of("smalltown", date(2018, 4, 1))
    table = ibis.memtable({"person": persons}, schema={"person": "int64"})
    found = con.to_pyarrow(table.mutate(h=tie_breaker(table.person, salt))).to_pylist()
    assert {row["person"]: row["h"] for row in found} == {person: hashed(person, salt) for person in persons}


def test_the_salt_changes_with_place_and_day_and_favours_nobody_for_ever() -> None:
    salts = {
        salt_of("smalltown", date(2018, 4, 1)),
        salt_of("smalltown", date(2018, 4, 2)),
        salt_of("bigtown", date(2018, 4, 1)),
    }
    assert len(salts) == 3
    people = range(1_000)
    first, second = (sorted(people, key=lambda person: hashed(person, salt)) for salt in sorted(salts)[:2])
    kept = len(set(first[:50]) & set(second[:50]))
    assert kept < 15, "the same people win ties whatever the salt"


def test_reasons_are_plain_words() -> None:
    con = engine.connect()
    people = people_table(
        con,
        [
            (1, 80, 4, 1, 2, 1, 30),
            (2, 80, 0, 2, 1, 12, 9),
            (3, 80, 0, 0, 0, 4, 3),
        ],
    )
    illnesses = [("heart failure", people.charlson >= 2), ("dementia", people.charlson >= 4)]
    found = con.to_pyarrow(people.select("person", says=reasons(people, POINTS, illnesses))).to_pylist()
    assert {row["person"]: row["says"] for row in found} == {
        1: "heart failure; dementia; 1 emergency admission in 12 months; "
        "2 emergency attendances in 12 months; 30 contacts with care in 12 months",
        2: "2 emergency admissions in 12 months; 1 emergency attendance in 12 months; "
        "12 nights in hospital in 12 months",
        3: NO_REASON,
    }


def test_without_names_of_illnesses_the_score_is_the_reason() -> None:
    con = engine.connect()
    people = people_table(con, [(1, 80, 4, 0, 0, 0, 0)])
    found = con.to_pyarrow(people.select(says=reasons(people, POINTS, []))).to_pylist()
    assert found == [{"says": "Charlson comorbidity of 4 points"}]


def test_one_tier_holds_all() -> None:
    con = engine.connect()
    table = ibis.memtable({"rank": [1, 2]}, schema={"rank": "int32"})
    only = cuts([tier("low", "0", "100")], 2)
    found = con.to_pyarrow(table.select(tier=tier_by_rank(table["rank"], only))).to_pylist()
    assert found == [{"tier": "low"}, {"tier": "low"}]


def test_smalltown_is_ranked_as_by_hand(smalltown_run: Run) -> None:
    """Of 38 people the first is in the high tier and the next six are rising."""
    con = engine.connect()
    rows = con.to_pyarrow(smalltown_run.table(con, "people")).to_pylist()
    people = {row["person"]: row for row in rows}
    assert [row["tier"] for row in rows].count("high") == 1
    assert [row["tier"] for row in rows].count("rising") == 6
    first = people[1]
    # Heart failure 2 and dementia 2; two admissions 6; one attendance 1; 13 nights 1.3; 2 contacts 0.1.
    assert (first["rank"], first["tier"], first["points"]) == (1, "high", 12.4)
    assert first["reasons"] == (
        "heart failure; dementia; 2 emergency admissions in 12 months; 1 emergency attendance in 12 months; "
        "13 nights in hospital in 12 months"
    )
    # Cancer that has spread 6, the first cancer yields to it; a day case has no night.
    assert (people[2]["charlson"], people[2]["points"], people[2]["bed_days"]) == (6, 6.0, 0)
    # In hospital since 30 March: two nights before 1 April.
    assert (people[20]["bed_days"], people[20]["points"]) == (2, 4.2)
    assert (people[4]["emergency_admissions"], people[4]["bed_days"]) == (0, 1)
    assert people[8]["reasons"] == NO_REASON
    assert (people[1]["age"], people[33]["age"], people[44]["age"]) == (87, 0, 1)
    assert (people[1]["practice"], people[3]["practice"]) == ("Y00001", None)
    assert (people[31]["neighbourhood"], people[31]["locality"]) == (None, None)
    assert (people[26]["neighbourhood"], people[26]["locality"]) == ("mill", "west")
    # Heart failure and dementia; cancer and cancer that has spread; diabetes.
    assert (people[1]["conditions"], people[2]["conditions"], people[8]["conditions"]) == (2, 2, 1)

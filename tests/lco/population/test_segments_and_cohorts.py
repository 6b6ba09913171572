"""Segments, cohorts and the priority list: who belongs where by the packs' own rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.place.facts.cohort_rules import CohortRule
from lco.place.facts.cohorts import Cohort
from lco.place.facts.priority_lists import PriorityList
from lco.place.facts.priority_rules import PriorityRule
from lco.place.facts.rule import Comparison as PackComparison
from lco.place.facts.segment_rules import SegmentRule
from lco.place.facts.segments import Segment
from lco.place.pack import load_place, place_ids
from lco.population.belonging import criteria_by
from lco.population.cohorts import cohorts_of, has_mental_health_need
from lco.population.conditions import CATALOGUE
from lco.population.criteria import Comparison, CriteriaRefused
from lco.population.priority import length_for, on_list
from lco.population.segments import segment_of
from tests.support.engines import ENGINES, connected
from tests.support.stratified import feature_rows, illnesses

PLACE = load_place("manchester")
SEGMENTS, SEGMENT_RULES = PLACE.rows(Segment), PLACE.rows(SegmentRule)
COHORTS, COHORT_RULES = PLACE.rows(Cohort), PLACE.rows(CohortRule)
PRIORITY_RULES, (LIST,) = PLACE.rows(PriorityRule), PLACE.rows(PriorityList)

FRAIL = "frail_older_people"
YOUNG = "children_and_young_people"
COMPLEX = "adults_with_complex_lives"
LONG_TERM = "long_term_conditions_and_end_of_life"
MIND = "mental_health_dementia_and_learning_disability"

BY_HAND: list[tuple[dict[str, Any], str, list[str], bool]] = [
    # features, segment, cohorts, mental-health need
    (
        {
            "age": 84,
            "illnesses": illnesses("dementia", "heart_failure", "hypertension"),
            "long_term_conditions": 3,
        },
        "frailty_and_dementia",
        [FRAIL, LONG_TERM, MIND],
        False,
    ),
    ({"age": 80, "hfrs_tenths": 151}, "frailty_and_dementia", [FRAIL], False),
    ({"age": 80, "hfrs_tenths": 150, "long_term_conditions": 1}, "long_term_conditions", [FRAIL], False),
    ({"age": 74, "hfrs_tenths": 151}, "healthy", [], False),
    ({"age": 66, "is_in_care_home": True}, "frailty_and_dementia", [FRAIL], False),
    (
        {"age": 50, "illnesses": illnesses("heart_failure"), "long_term_conditions": 1},
        "organ_failure",
        [],
        False,
    ),
    (
        {"age": 50, "illnesses": illnesses("copd"), "long_term_conditions": 1},
        "long_term_conditions",
        [],
        False,
    ),
    (
        {
            "age": 50,
            "illnesses": illnesses("copd"),
            "long_term_conditions": 1,
            "emergency_admissions": 1,
        },
        "organ_failure",
        [],
        False,
    ),
    (
        {"age": 40, "illnesses": illnesses("metastatic_cancer"), "long_term_conditions": 1},
        "incurable_cancer",
        [LONG_TERM],
        False,
    ),
    ({"age": 9, "illnesses": illnesses("learning_disability")}, "disability", [YOUNG, MIND], False),
    ({"age": 30, "sex": 2, "illnesses": illnesses("pregnancy")}, "maternal", [], False),
    ({"age": 30, "sex": 1, "illnesses": illnesses("pregnancy")}, "healthy", [], False),
    ({"age": 25, "emergency_admissions_0_90": 1, "emergency_admissions": 1}, "acutely_ill", [], False),
    ({"age": 33, "illnesses": illnesses("homelessness")}, "healthy", [COMPLEX], False),
    ({"age": 33, "attendances": 5}, "healthy", [COMPLEX], False),
    ({"age": 17, "attendances": 5}, "healthy", [YOUNG], False),
    ({"age": 15, "mental_health_contacts": 1}, "healthy", [YOUNG, MIND], True),
    (
        {"age": 15, "illnesses": illnesses("anxiety_or_depression"), "long_term_conditions": 1},
        "long_term_conditions",
        [YOUNG],
        True,
    ),
    ({"age": 18}, "healthy", [], False),
]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_people_are_where_the_rules_of_manchester_put_them(engine_name: engine.EngineName) -> None:
    table = feature_rows([features for features, *_ in BY_HAND])
    rows = connected(engine_name).to_pyarrow(
        table.select(
            "person",
            segment=segment_of(table, SEGMENTS, SEGMENT_RULES),
            cohorts=cohorts_of(table, COHORTS, COHORT_RULES),
            need=has_mental_health_need(table),
        )
    )
    found = {row["person"]: row for row in rows.to_pylist()}
    for person, (features, segment, cohorts, need) in enumerate(BY_HAND, start=1):
        row = found[person]
        assert row["segment"] == segment, features
        assert row["cohorts"] == ";".join(cohorts), features
        assert row["need"] is need, features


@st.composite
def somebody(draw: st.DrawFn) -> dict[str, Any]:
    few = draw(st.lists(st.sampled_from(sorted(CATALOGUE)), max_size=4, unique=True))
    return {
        "age": draw(st.integers(0, 105)),
        "sex": draw(st.sampled_from([0, 1, 2, 9])),
        "illnesses": illnesses(*few),
        "long_term_conditions": sum(CATALOGUE[each].is_long_term for each in few),
        "emergency_admissions": draw(st.integers(0, 4)),
        "emergency_admissions_0_90": draw(st.integers(0, 1)),
        "attendances": draw(st.integers(0, 6)),
        "hfrs_tenths": draw(st.none() | st.integers(0, 400)),
        "is_in_care_home": draw(st.booleans()),
        "falls_admissions": draw(st.integers(0, 1)),
        "mental_health_contacts": draw(st.integers(0, 1)),
    }


@settings(deadline=None, max_examples=40)  # each example asks an engine
@given(people=st.lists(somebody(), min_size=1, max_size=40))
def test_segments_sum_to_the_population_and_memberships_reach_everybody_in_a_cohort(
    people: list[dict[str, Any]],
) -> None:
    table = feature_rows(people)
    placed = table.select(
        "person",
        segment=segment_of(table, SEGMENTS, SEGMENT_RULES),
        cohorts=cohorts_of(table, COHORTS, COHORT_RULES),
    )
    rows = engine.connect().to_pyarrow(placed).to_pylist()
    segments = {each.id: 0 for each in SEGMENTS}
    for row in rows:
        segments[row["segment"]] += 1
    assert sum(segments.values()) == len(people)
    order = [each.id for each in sorted(COHORTS, key=lambda each: each.order)]
    memberships = [row["cohorts"].split(";") for row in rows if row["cohorts"]]
    for held in memberships:
        assert held == [each for each in order if each in held], "cohorts stand in the order of the pack"
    assert sum(len(held) for held in memberships) >= len(memberships)
    children = [row for row, features in zip(sorted(rows, key=lambda r: r["person"]), people, strict=True)
                if features["age"] <= 17]  # fmt: skip
    assert all(YOUNG in row["cohorts"].split(";") for row in children)


def test_the_first_segment_whose_rules_are_met_counts() -> None:
    table = feature_rows([{"age": 70, "illnesses": illnesses("dementia", "metastatic_cancer")}])
    later = [replace(each, order=-each.order) if each.id == "incurable_cancer" else each for each in SEGMENTS]
    con = engine.connect()
    for segments, expected in ((SEGMENTS, "frailty_and_dementia"), (later, "incurable_cancer")):
        found = con.to_pyarrow(table.select(s=segment_of(table, segments, SEGMENT_RULES))).to_pylist()
        assert found == [{"s": expected}]


def test_a_place_without_segments_or_cohorts_has_nobody_in_any() -> None:
    table = feature_rows([{"age": 70}])
    found = table.select(
        s=segment_of(table, (), ()),
        c=cohorts_of(table, COHORTS, ()),
        p=on_list(table.mutate(rank=ibis.literal(1)), (), None, 1),
    )
    assert engine.connect().to_pyarrow(found).to_pylist() == [{"s": None, "c": "", "p": False}]


def test_segments_that_leave_somebody_out_are_refused() -> None:
    table = feature_rows([{}])
    with pytest.raises(CriteriaRefused, match=r"The segment maternal, segments\.csv line 7, has no rules"):
        segment_of(table, SEGMENTS, [each for each in SEGMENT_RULES if each.segment != "maternal"])
    all_ruled = [*SEGMENT_RULES, replace(SEGMENT_RULES[0], segment="healthy")]
    with pytest.raises(CriteriaRefused, match=r"The last segment in segments\.csv, healthy, has rules"):
        segment_of(table, SEGMENTS, all_ruled)


def test_a_rule_that_means_nothing_is_refused_with_its_line() -> None:
    wrong = replace(SEGMENT_RULES[0], value="melancholy", line=9)
    with pytest.raises(CriteriaRefused, match=r"segment_rules\.csv, line 9: 'condition' cannot be 'melanch"):
        segment_of(feature_rows([{}]), SEGMENTS, [wrong])


@pytest.mark.parametrize("place", place_ids())
def test_every_pack_has_rules_that_mean_something(place: str) -> None:
    pack = load_place(place)
    table = feature_rows([{}])
    segment_of(table, pack.rows(Segment), pack.rows(SegmentRule))
    cohorts_of(table, pack.rows(Cohort), pack.rows(CohortRule))
    criteria_by((each.priority, each) for each in pack.rows(PriorityRule))
    ruled = {each.cohort for each in pack.rows(CohortRule)}
    assert ruled in (set(), {each.id for each in pack.rows(Cohort)})


def test_a_pack_may_compare_as_criteria_do() -> None:
    assert set(get_args(PackComparison)) == {each.value for each in Comparison}


@pytest.mark.parametrize(
    ("population", "length"), [(541_263, 22_000), (600_000, 22_000), (54_126, 2_199), (24, 0), (0, 0)]
)
def test_the_list_shortens_with_the_place_and_never_grows(population: int, length: int) -> None:
    assert length_for(LIST, population) == length


def test_a_length_that_cannot_be_is_refused() -> None:
    with pytest.raises(CriteriaRefused, match="22,000 of 100 people cannot be listed"):
        length_for(replace(LIST, of_people=100), 1_000)
    with pytest.raises(CriteriaRefused, match=r"has no rules in priority_rules\.csv"):
        on_list(feature_rows([{"rank": 1}], rank="int32"), (), LIST, 100)


SHORT = replace(LIST, people=3, of_people=8)


@pytest.mark.parametrize("engine_name", ENGINES)
def test_the_first_by_rank_of_those_admitted_stand_on_the_list(engine_name: engine.EngineName) -> None:
    rows = [
        {"rank": 4, "age": 70},
        {"rank": 1, "age": 30},
        {"rank": 8, "age": 90},
        {"rank": 2, "long_term_conditions": 2},
        {"rank": 3, "long_term_conditions": 1},
        {"rank": 6, "age": 65},
        {"rank": 5, "age": 64},
        {"rank": 7, "age": 20},
    ]
    table = feature_rows(rows, rank="int32")
    listed = table.select("person", listed=on_list(table, PRIORITY_RULES, SHORT, len(rows)))
    found = {row["person"]: row["listed"] for row in connected(engine_name).to_pyarrow(listed).to_pylist()}
    assert {person for person, is_listed in found.items() if is_listed} == {1, 4, 6}


@settings(deadline=None, max_examples=30)  # each example asks an engine
@given(ages=st.lists(st.integers(0, 100), min_size=1, max_size=30), people=st.integers(0, 30))
def test_never_more_than_asked_for(ages: list[int], people: int) -> None:
    wanted = replace(LIST, people=people, of_people=30)
    table = feature_rows([{"rank": n, "age": age} for n, age in enumerate(ages, start=1)], rank="int32")
    listed = table.filter(on_list(table, PRIORITY_RULES, wanted, len(ages)))
    found = [row["rank"] for row in engine.connect().to_pyarrow(listed.order_by("rank")).to_pylist()]
    old = [rank for rank, age in enumerate(ages, start=1) if age >= 65]
    assert found == old[: people * len(ages) // 30]

"""What the packs say of segments, cohorts, the priority list and tiers by change, held against the papers."""

from __future__ import annotations

import pytest

from lco.place.facts.cohort_rules import CohortRule
from lco.place.facts.cohorts import Cohort
from lco.place.facts.impactibility import Impactibility
from lco.place.facts.priorities import Priority
from lco.place.facts.priority_lists import PriorityList
from lco.place.facts.segment_rules import SegmentRule
from lco.place.facts.segments import Segment
from lco.place.facts.team_slots import TeamSlots
from lco.place.facts.tier_rules import TierRule
from lco.place.pack import Place, load_place, place_ids

EIGHT = [
    "frailty_and_dementia",
    "organ_failure",
    "incurable_cancer",
    "disability",
    "long_term_conditions",
    "maternal",
    "acutely_ill",
    "healthy",
]


@pytest.fixture(scope="module")
def manchester() -> Place:
    return load_place("manchester")


@pytest.mark.parametrize("place", place_ids())
def test_every_place_has_the_eight_segments_highest_need_first(place: str) -> None:
    pack = load_place(place)
    ordered = sorted(pack.rows(Segment), key=lambda each: each.order)
    assert [each.id for each in ordered] == EIGHT
    assert {each.segment for each in pack.rows(SegmentRule)} == set(EIGHT[:-1])


@pytest.mark.parametrize("place", place_ids())
def test_tiers_rise_by_the_published_sizes_of_change(place: str) -> None:
    (rule,) = load_place(place).rows(TierRule)
    assert (rule.tier, rule.months) == ("rising", 6)
    assert (rule.percentile_points, rule.relative_percent, rule.absolute_points) == (10, 50, 5)


@pytest.mark.parametrize("place", place_ids())
def test_what_was_not_printed_is_marked_as_a_choice(place: str) -> None:
    pack = load_place(place)
    rows = (*pack.rows(SegmentRule), *pack.rows(CohortRule), *pack.rows(Impactibility), *pack.rows(TeamSlots))
    assert {row.source for row in rows} == {"own_design"}
    assert {row.source for row in (*pack.rows(Segment), *pack.rows(TierRule))} == {"methods_note"}


def test_all_five_cohorts_have_rules_children_among_them(manchester: Place) -> None:
    cohorts = {each.id for each in manchester.rows(Cohort)}
    assert len(cohorts) == 5
    assert {each.cohort for each in manchester.rows(CohortRule)} == cohorts
    (children,) = (each for each in manchester.rows(CohortRule) if "children" in each.cohort)
    assert (children.field, children.comparison, children.value) == ("age", "at_most", "17")


def test_the_priority_list_is_as_long_as_printed_for_the_people_of_mid_2016(manchester: Place) -> None:
    (wanted,) = manchester.rows(PriorityList)
    printed = {each.id: each.people for each in manchester.rows(Priority)}
    assert wanted.people == printed[wanted.priority] == 22_000
    residents = sum(sum(ward.females) + sum(ward.males) for ward in manchester.wards)
    assert wanted.of_people == residents == 541_263


def test_every_neighbourhood_has_a_team_with_places(manchester: Place) -> None:
    slots = {each.neighbourhood: each.slots for each in manchester.rows(TeamSlots)}
    assert slots.keys() == {each.id for each in manchester.neighbourhoods}
    assert sum(slots.values()) <= 22_000

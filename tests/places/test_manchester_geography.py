"""Manchester's wards, neighbourhoods and levels: a partition of the city, and rules that fit the papers."""

from __future__ import annotations

import csv
import pkgutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import lco
import lco.outcomes.indicators
from lco.place.pack import Place, load_place
from lco.place.refusal import PackRefused

LOOKUP = Path(lco.__file__).resolve().parents[2] / "shared/data/geography/lsoa11_to_ward_GM.csv"


@pytest.fixture(scope="module")
def manchester() -> Place:
    return load_place("manchester")


def test_twelve_neighbourhoods_lie_in_three_localities(manchester: Place) -> None:
    assert Counter(row.locality for row in manchester.neighbourhoods) == {
        "north": 4,
        "central": 4,
        "south": 4,
    }
    assert {row.id: row.areas for row in manchester.levels} == {"neighbourhood": 12, "locality": 3, "city": 1}
    assert len(manchester.localities) == 3


def test_each_of_thirty_two_wards_lies_in_exactly_one_neighbourhood(manchester: Place) -> None:
    wards = [row.ward for row in manchester.neighbourhood_wards]
    assert len(wards) == len(set(wards)) == 32
    placed = {row.neighbourhood for row in manchester.neighbourhood_wards}
    assert placed == {row.id for row in manchester.neighbourhoods}


def test_a_neighbourhood_is_named_after_its_wards(manchester: Place) -> None:
    named = {row.id: row.name for row in manchester.neighbourhoods}
    for ward in manchester.neighbourhood_wards:
        said = named[ward.neighbourhood].replace(",", "").split()
        # The list says Gorton for Gorton North and South, Didsbury for Didsbury East and West.
        words = [word for word in ward.name.split() if word not in ("and", "North", "South", "East", "West")]
        assert set(words) <= set(said), ward


def test_wards_are_those_the_national_lookup_names(manchester: Place) -> None:
    if not LOOKUP.exists():
        pytest.skip(f"The lookup of areas to wards is not at {LOOKUP}.")
    with LOOKUP.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["lad17cd"] == manchester.settings.area_code]
    official = {row["wd17cd"]: row["wd17nm"] for row in rows}
    assert {row.ward: row.name for row in manchester.neighbourhood_wards} == official


def test_tiers_share_out_everybody_from_the_highest_risk_down(manchester: Place) -> None:
    tiers = sorted(manchester.tiers, key=lambda tier: tier.from_rank_percent)
    assert [(tier.id, tier.share_percent) for tier in tiers] == [("high", 5), ("rising", 15), ("low", 80)]
    bounds = [Decimal(0), *(tier.to_rank_percent for tier in tiers)]
    assert [tier.from_rank_percent for tier in tiers] == bounds[:-1]
    assert bounds[-1] == 100


def test_the_first_score_says_it_is_configuration(manchester: Place) -> None:
    assert {row.measure for row in manchester.tier_points} >= {"charlson", "emergency_admissions"}
    for row in manchester.tier_points:
        assert row.source == "own_design"
        assert row.note and "not a validated model" in row.note
        assert 0 < row.points <= row.at_most


def test_five_cohorts_come_first(manchester: Place) -> None:
    assert [row.id for row in manchester.cohorts] == [
        "frail_older_people",
        "children_and_young_people",
        "adults_with_complex_lives",
        "long_term_conditions_and_end_of_life",
        "mental_health_dementia_and_learning_disability",
    ]


def test_services_stand_in_the_year_and_route_the_text_still_shows(manchester: Place) -> None:
    found = {row.id: (row.first_year, row.route, row.audience) for row in manchester.services}
    assert found["gp_out_of_hours"] == ("2017/18", "subcontract", "adult")
    assert found["gp_quality_incentives"] == ("2018/19", "direct", "adult")
    assert found["adult_social_care"] == ("2017/18", "direct", "adult")
    assert found["public_health_children"] == ("2017/18", "direct", "child")
    assert found["child_and_adolescent_mental_health"] == ("2019/20", "direct", "child")
    assert found["walk_in_centres"] == ("2017/18", "direct", "other")
    assert Counter(row.audience for row in manchester.services) == {"adult": 31, "child": 9, "other": 3}


def test_a_service_whose_column_is_lost_says_so(manchester: Place) -> None:
    for row in manchester.services:
        assert (row.route == "not_clear") == (row.reading == "not_clear"), row.id
        assert row.reading == "as_placed" or row.note, row.id


def test_budgets_under_review_and_lost_funders_are_not_invented(manchester: Place) -> None:
    assert {row.budget_thousands for row in manchester.services} == {None}
    assert {row.funder for row in manchester.services} == {"not_printed"}


def test_calibration_holds_the_printed_figures_inside_their_bounds(manchester: Place) -> None:
    targets = {row.id: row for row in manchester.calibration}
    assert targets["diabetes"].value == Decimal("5.9")
    assert targets["dementia"].value == 2_894
    assert targets["spend_of_top_5_percent"].value == 40
    assert targets["population"].value == 541_263
    for row in targets.values():
        assert (row.low is None) == (row.high is None), row.id
        assert row.low is None or row.low <= row.value <= row.high, row.id


def test_greater_manchester_prevalence_is_as_published(manchester: Place) -> None:
    published = {row.code_set: row.value for row in manchester.calibration if row.group == "gm_prevalence"}
    assert len(published) == 31
    assert published["asthma"] == Decimal("12.824")
    assert published["atrial-fibrillation"] == Decimal("1.669")
    assert published["hypertension"] == Decimal("13.433")
    assert published["copd"] == Decimal("2.136")


def test_the_pack_names_only_indicators_the_platform_has_or_the_place_declares() -> None:
    platform = {found.name for found in pkgutil.iter_modules(lco.outcomes.indicators.__path__)}
    assert load_place("manchester", indicators=platform).targets
    with pytest.raises(PackRefused, match="indicator 'falls_admissions_65_plus' is unknown"):
        load_place("manchester", indicators=platform - {"falls_admissions_65_plus"})

"""Printed totals held against their parts: every disagreement the papers hold, and no other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from lco.place.pack import PackRefused, load_place
from lco.place.reconcile import Report, Verdict, reconcile

Spoil = Callable[..., int]


@pytest.fixture(scope="module")
def manchester() -> Report:
    return reconcile(load_place("manchester"))


@pytest.fixture(scope="module")
def rochdale() -> Report:
    return reconcile(load_place("rochdale"))


@pytest.fixture(scope="module")
def bury() -> Report:
    return reconcile(load_place("bury"))


def figures(report: Report, verdict: Verdict) -> dict[str, str]:
    """Return the figures of each total with that verdict, by id."""
    return {one.total.id: one.figures for one in report.having(verdict)}


def test_nothing_but_prescribing_fails_to_add_in_manchester(manchester: Report) -> None:
    assert figures(manchester, Verdict.DOES_NOT_ADD) == {"benchmark_prescribing": "3.3 for 3.7"}


def test_the_savings_table_differs_within_the_rounding_of_its_cells(manchester: Report) -> None:
    assert figures(manchester, Verdict.WITHIN_ROUNDING) == {
        "cash_outpatient_appointments": "3,102 for 3,103",
        "cash_elective_admissions": "2,385 for 2,386",
        "cash_non_elective_admissions": "3,091 for 3,092",
        "gross_2017_18": "6,017 for 6,018",
        "gross_2018_19": "6,258 for 6,259",
        "gross_2020_21": "5,360 for 5,361",
        "gross_by_cells": "22,787 for 22,790",
        "net_2018_19": "3,129 for 3,130",
        "net_2020_21": "2,681 for 2,680",
    }


def test_the_activity_table_adds_unlike_units_and_says_which(manchester: Report) -> None:
    assert figures(manchester, Verdict.UNLIKE_UNITS) == {"activity_total": "229,191 for 229,192"}
    (activity,) = manchester.having(Verdict.UNLIKE_UNITS)
    assert {"attendances", "bed-days", "claimants", "package-weeks"} <= set(activity.units)
    assert activity.addends == 11


@pytest.mark.parametrize(
    "id",
    [
        "cash_accident_and_emergency",
        "cash_elective_length_of_stay",
        "cash_non_elective_length_of_stay",
        "cash_primary_care_prescribing",
        "cash_social_care",
        "gross_2019_20",
        "gross_by_years",
        "gross_by_benefits",
        "reinvestment_2018_19",
        "reinvestment_2020_21",
        "reinvestment_by_years",
        "net_total",
        "net_by_years",
        "claim_hospital_by_totals",
        "claim_hospital_by_cells",
        "claim_prescribing",
        "claim_social_care",
        "claim_gross",
        "claim_reinvestment",
        "gap_remaining",
        "gap_transformation",
        "claim_business_as_usual",
        "claim_remaining_gap",
        "benchmark_hospital",
        "respiratory_total",
        "respiratory_year_one",
    ],
)
def test_what_adds_is_said_to_add(id: str, manchester: Report) -> None:
    assert id in figures(manchester, Verdict.AGREES)


@pytest.mark.parametrize(
    ("id", "computed"),
    [
        ("profile_2018_19", "1.040"),
        ("profile_2019_20", "0.856"),
        ("profile_2020_21", "0.891"),
        ("value_outpatient_2020_21", "10.55"),
        ("value_outpatient_cumulative", "44.83"),
        ("value_elective_2020_21", "245"),
        ("value_elective_cumulative", "1,043"),
        ("value_non_elective_2020_21", "312"),
        ("value_non_elective_cumulative", "1,327"),
        ("value_bed_day_2020_21", "287"),
        ("value_bed_day_cumulative", "1,220"),
        ("value_prescribing_2020_21", "29"),
        ("value_prescribing_cumulative", "125"),
        ("value_assessment", "467"),
        ("gap_found", "31,084"),
        ("gap_found_share", "62.9"),
        ("gap_remaining_share", "37.1"),
        ("gap_share_of_city", "36.9"),
        ("base_four_years", "246.1"),
        ("base_four_years_compound", "253.6"),
        ("base_five_years", "196.9"),
        ("benchmark_prescribing_needed", "10.4"),
        ("benchmark_further_printed", "21.7"),
        ("benchmark_further_computed", "21.7"),
        ("benchmark_further_net", "10.85"),
        ("benchmark_gap_left", "7.5"),
        ("reading_recurrent", "22.8"),
        ("reading_recurrent_cash", "58.5"),
        ("reading_yearly_gross", "5.4"),
        ("reading_yearly_net", "2.7"),
        ("diabetes_base", "457,627"),
        ("people_least", "360,000"),
        ("people_most", "600,000"),
        ("dementia_65_plus", "2,749"),
        ("residents", "541,263"),
    ],
)
def test_what_the_paper_leaves_open_is_computed_from_its_own_figures(
    id: str, computed: str, manchester: Report
) -> None:
    assert figures(manchester, Verdict.NOT_PRINTED)[id] == computed


def test_a_reading_that_mixes_a_yearly_position_with_a_sum_of_years_says_so(manchester: Report) -> None:
    mixed = {one.total.id for one in manchester.having(Verdict.NOT_PRINTED) if one.units}
    assert mixed == {"benchmark_gap_left"}


def test_the_compounding_factor_is_what_its_note_says(manchester: Report) -> None:
    (part,) = (p for p in load_place("manchester").total_parts if p.total == "base_four_years_compound")
    assert part.factor == (1 / (1 - Decimal("0.98") ** 4) / 1000).quantize(Decimal("1e-10"))


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        (
            "manchester",
            {
                "activity_adds_unlike",
                "activity_units_mislabelled",
                "activity_without_cash",
                "attendances_without_cash",
                "assessments_not_packages",
                "activity_basis",
                "savings_profile",
                "base_of_two_per_cent",
                "gap_mixes_stock_and_flow",
                "five_years_four_savings_years",
                "further_savings_gross",
                "poverty_of_greater_manchester",
                "diabetes_base",
                "start_of_the_contract",
                "twelve_localities",
                "people_per_neighbourhood",
                "wards_per_neighbourhood",
                "city_gap_unverifiable",
                "integrated_offer_unverifiable",
                "smoking_unverifiable",
                "dementia_unverifiable",
            },
        ),
        (
            "rochdale",
            {
                "two_years_or_more",
                "gateways_not_six_monthly",
                "drafts_after_meeting",
                "family_model_in_place",
                "board_date",
                "option_reference",
                "preferred_option_reference",
                "partner_counts",
                "taking_charge_date",
                "award_unverifiable",
                "gateway_3_unverifiable",
                "paediatric_scheme_unverifiable",
            },
        ),
        ("bury", {"options_numbering", "alliance_members_unlisted"}),
    ],
)
def test_inconsistencies_in_words_are_listed(place: str, ids: set[str]) -> None:
    assert {row.id for row in load_place(place).inconsistencies} == ids


def test_partners_of_rochdales_two_models_are_counted(rochdale: Report) -> None:
    assert figures(rochdale, Verdict.NOT_PRINTED) == {
        "lco_partners": "9",
        "fsm_partners": "10",
        "shared_partners": "4",
    }
    lists = load_place("rochdale").model_partners
    both = {row.partner for row in lists if row.model == "lco"} & {
        row.partner for row in lists if row.model == "fsm"
    }
    assert len(both) == 4


def test_rochdales_gateways_lie_as_far_apart_as_listed() -> None:
    dates = [row.due_on for row in load_place("rochdale").gateways]
    whole_months = [
        (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
        for earlier, later in pairwise(dates)
    ]
    assert whole_months == [9, 5, 7, 5, 7]


def test_setting_two_options_aside_removes_three_in_bury(bury: Report) -> None:
    assert figures(bury, Verdict.DOES_NOT_ADD) == {
        "options_set_aside": "3 for 2",
        "options_numbered": "5 for 4",
    }
    printed = [row.printed_number for row in load_place("bury").options if row.appraisal == "form"]
    assert [str(number) for number in printed] == ["1", "2", "2", "3", "4"]


def test_six_neighbourhoods_hold_fewer_or_more_people_than_the_glossary_says() -> None:
    place = load_place("manchester")
    people: dict[str, int] = {}
    residents = {ward.ward: ward.persons for ward in place.wards}
    for row in place.neighbourhood_wards:
        people[row.neighbourhood] = people.get(row.neighbourhood, 0) + residents[row.ward]
    outside = [count for count in people.values() if not 30_000 <= count <= 50_000]
    assert (len(outside), min(outside), max(outside)) == (6, 29_390, 57_796)


def test_every_printed_cell_of_the_savings_table_is_in_some_total() -> None:
    place = load_place("manchester")
    named = {condition for part in place.total_parts for condition in part.where}
    for row in place.savings:
        assert f"benefit={row.benefit}" in named or f"row_kind={row.row_kind}" in named


def test_a_cell_changed_by_one_changes_what_is_reported(packs: Path, spoil: Spoil) -> None:
    spoil(
        "savings.csv",
        "outpatient_appointments,Outpatient appointments,2017/18,819,",
        "outpatient_appointments,Outpatient appointments,2017/18,810,",
    )
    report = reconcile(load_place("manchester", root=packs))
    assert figures(report, Verdict.DOES_NOT_ADD)["cash_outpatient_appointments"] == "3,093 for 3,103"


def test_a_total_typed_otherwise_than_its_table_is_refused(packs: Path, spoil: Spoil) -> None:
    line = spoil("totals.csv", ",3103,", ",3102,")
    with pytest.raises(PackRefused, match=rf"totals.csv:{line}: .* is 3102 but savings prints 3103"):
        reconcile(load_place("manchester", root=packs))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (",plus,savings,thousands,", ",plus,saving,thousands,", "file 'saving' is unknown"),
        (",plus,savings,thousands,", ",plus,savings,title,", "savings has no figures in column 'title'"),
        ("row_kind=cell,", "row_kind=cells,", "savings has no figures in column 'thousands' where"),
        ("row_kind=cell,", "row_kind,", "picks no rows"),
    ],
)
def test_a_part_that_names_nothing_is_refused(
    old: str, new: str, what: str, packs: Path, spoil: Spoil
) -> None:
    line = spoil("total_parts.csv", old, new)
    with pytest.raises(PackRefused, match=f"total_parts.csv:{line}: .*{what}"):
        reconcile(load_place("manchester", root=packs))


def test_a_total_without_parts_is_refused(packs: Path, spoil: Spoil) -> None:
    row = "lonely,A total of nothing,5,people,1,,own_design,nowhere"
    spoil(
        "totals.csv",
        "id,title,printed,unit,step,note,source,section",
        f"id,title,printed,unit,step,note,source,section\n{row}",
    )
    with pytest.raises(PackRefused, match=r"totals.csv:2: total 'lonely' has no part"):
        reconcile(load_place("manchester", root=packs))

"""Manchester's pack holds every figure its two papers print; the values here were typed from the papers."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from lco.place.pack import Place, load_place

YEARS = ("2017/18", "2018/19", "2019/20", "2020/21")


@pytest.fixture(scope="module")
def manchester() -> Place:
    return load_place("manchester")


# --- Savings, "Cash Released by Benefit Type", in thousands of pounds

PRINTED_SAVINGS = {
    "accident_and_emergency": (0, 0, 0, 0, 0),
    "outpatient_appointments": (819, 852, 701, 730, 3_103),
    "elective_admissions": (630, 655, 539, 561, 2_386),
    "elective_length_of_stay": (592, 616, 507, 527, 2_242),
    "non_elective_admissions": (816, 849, 699, 727, 3_092),
    "non_elective_length_of_stay": (1_258, 1_308, 1_077, 1_121, 4_764),
    "primary_care_prescribing": (1_761, 1_832, 1_508, 1_569, 6_670),
    "social_care": (141, 146, 121, 125, 533),
    "gross": (6_018, 6_259, 5_152, 5_361, 22_790),
    "reinvestment": (-3_009, -3_130, -2_576, -2_680, -11_395),
    "net": (3_009, 3_130, 2_576, 2_680, 11_395),
}


@pytest.mark.parametrize("benefit", PRINTED_SAVINGS)
def test_each_row_of_the_savings_table_stands_as_printed(manchester: Place, benefit: str) -> None:
    stored = {row.year: row.thousands for row in manchester.savings if row.benefit == benefit}
    assert stored == dict(zip((*YEARS, "cumulative"), PRINTED_SAVINGS[benefit], strict=True))


def test_the_savings_table_has_no_further_row(manchester: Place) -> None:
    assert {row.benefit for row in manchester.savings} == set(PRINTED_SAVINGS)


def test_each_part_of_the_savings_table_is_told_apart(manchester: Place) -> None:
    assert Counter(row.row_kind for row in manchester.savings) == {
        "cell": 32,
        "row_total": 8,
        "column_total": 4,
        "grand_total": 1,
        "reinvestment": 5,
        "net": 5,
    }


def test_a_year_is_a_flow_and_the_four_years_are_cumulative(manchester: Place) -> None:
    for row in manchester.savings:
        assert row.kind == ("cumulative" if row.year == "cumulative" else "flow")


def test_the_printed_disagreements_are_kept_and_not_mended(manchester: Place) -> None:
    cells = [row for row in manchester.savings if row.row_kind == "cell"]
    outpatients = sum(row.thousands for row in cells if row.benefit == "outpatient_appointments")
    assert (outpatients, PRINTED_SAVINGS["outpatient_appointments"][-1]) == (3_102, 3_103)
    assert sum(row.thousands for row in cells) == 22_787


# --- The gap, in thousands of pounds, and the benchmarks, in millions


def test_the_gap_stands_as_printed_and_adds(manchester: Place) -> None:
    steps = [(row.id, row.thousands) for row in sorted(manchester.gap, key=lambda row: row.order)]
    assert steps == [
        ("gap", 49_439),
        ("business_as_usual", -19_689),
        ("transformation", -11_395),
        ("remaining", 18_355),
    ]
    assert sum(thousands for _, thousands in steps[:-1]) == steps[-1][1]


def test_the_benchmarks_stand_as_printed(manchester: Place) -> None:
    assert {row.id: row.value for row in manchester.benchmarks} == {
        "hospital_opportunity": Decimal(34),
        "hospital_in_targets": Decimal("15.6"),
        "hospital_further": Decimal(18),
        "prescribing_opportunity": Decimal(10),
        "prescribing_in_targets": Decimal("6.7"),
        "prescribing_further": Decimal("3.7"),
        "remaining_gap": Decimal("18.4"),
    }


# --- Activity shifts by 2020/21, and population targets

PRINTED_SHIFTS = [
    ("Attendances", 19_587),
    ("Per Bed Day", 5_742),
    ("Per hour", 55_503),
    ("Per consultation", 53_447),
    ("Per episode", 2_287),
    ("Per episode", 2_330),
    ("Per admission", 69_215),
    ("Per week", 19_680),
    ("Per ASC Assessment", 1_142),
    ("Per claimant per year", 128),
    ("Per SEN", 130),
]


def test_the_eleven_shifts_stand_as_printed_each_with_its_own_unit(manchester: Place) -> None:
    assert [(row.unit_printed, row.value) for row in manchester.shifts] == PRINTED_SHIFTS


def test_the_shifts_add_to_one_less_than_printed(manchester: Place) -> None:
    (overall,) = (row for row in manchester.claims if row.id == "shifts_overall")
    assert (sum(row.value for row in manchester.shifts), overall.value) == (229_191, 229_192)


def test_a_shift_priced_by_the_savings_table_names_its_benefit(manchester: Place) -> None:
    priced = {row.id: row.benefit for row in manchester.shifts if row.benefit}
    assert priced["accident_and_emergency"] == "accident_and_emergency"
    assert {"gp_visits", "care_packages", "esa_claimants", "school_readiness"}.isdisjoint(priced)


def test_the_seven_population_targets_stand_as_printed(manchester: Place) -> None:
    assert {row.indicator: (row.value, row.direction) for row in manchester.targets} == {
        "good_level_of_development": (916, "more"),
        "low_birth_weight": (76, "fewer"),
        "child_poverty": (4_558, "fewer"),
        "cvd_early_deaths": (174, "fewer"),
        "cancer_early_deaths": (383, "fewer"),
        "respiratory_early_deaths": (168, "fewer"),
        "falls_admissions_65_plus": (653, "fewer"),
    }


def test_only_respiratory_deaths_have_a_printed_course(manchester: Place) -> None:
    printed = [(row.id, row.year_one, row.year_last) for row in manchester.targets if row.is_shape_printed]
    assert printed == [("respiratory_early_deaths", 11, 56)]
    assert all(row.kind == "cumulative" and row.years == 5 for row in manchester.targets)


def test_every_target_is_computed_here_or_declared_as_a_measure(manchester: Place) -> None:
    declared = {row.id for row in manchester.measures}
    assert {row.indicator for row in manchester.targets} - declared == {"falls_admissions_65_plus"}


# --- Figures in prose

PRINTED_CLAIMS = {
    "city_gap": "134",
    "lco_share_of_gap": "49",
    "business_as_usual": "19.7",
    "business_as_usual_rate": "2",
    "hospital_target": "15.6",
    "prescribing_target": "6.7",
    "social_care_target": "0.5",
    "reinvestment_target": "11.4",
    "reinvestment_rate": "50",
    "remaining_gap": "18.4",
    "integrated_offer": "22000",
    "diabetes": "27000",
    "diabetes_share": "5.9",
    "dementia": "2894",
    "dementia_65_plus": "95",
    "smoking_deaths": "735",
    "smoking_admissions": "4760",
    "cvd_deaths_under_75": "350",
    "respiratory_preventable": "64",
    "child_poverty": "32",
    "neet_manchester": "6.0",
    "neet_north_west": "4.8",
    "looked_after_children": "1200",
    "healthy_life_boys": "74",
    "healthy_life_boys_best": "84",
    "healthy_life_girls": "68",
    "healthy_life_girls_best": "86",
    "high_risk_share": "5",
    "high_risk_spend": "40",
    "general_practices": "90",
    "contract_years": "10",
    "partnering_agreement_years": "10",
}


@pytest.mark.parametrize("claim", PRINTED_CLAIMS)
def test_each_figure_in_prose_stands_as_printed(manchester: Place, claim: str) -> None:
    (row,) = (row for row in manchester.claims if row.id == claim)
    assert row.value == Decimal(PRINTED_CLAIMS[claim])


def test_the_outcome_domains_have_the_printed_baselines(manchester: Place) -> None:
    assert [row.number for row in manchester.domains] == [1, 2, 3, 4, 5]
    assert {row.id: (row.baseline, row.aim) for row in manchester.domain_figures} == {
        "healthy_life_boys": (74, 84),
        "healthy_life_girls": (68, 86),
    }


def test_the_dates_of_the_business_plan_stand_as_printed(manchester: Place) -> None:
    when = {row.id: row.starts_on for row in manchester.timetable}
    steps = [when[row.milestone] for row in manchester.business_plan_steps if row.milestone]
    assert steps == [date(2018, 1, 15), date(2018, 1, 22), date(2018, 1, 29)]


# How many points each list of the prospectus has.
PRINTED_LISTS = {
    "focus": 9,
    "benefit": 7,
    "city_aim": 5,
    "city_way": 3,
    "care_model": 10,
    "scale": 6,
    "partnership": 5,
    "early_help": 4,
    "primary_care_role": 4,
    "coordination": 4,
    "summary": 15,
}


@pytest.mark.parametrize("topic", PRINTED_LISTS)
def test_each_list_has_as_many_points_as_the_paper(manchester: Place, topic: str) -> None:
    assert sum(row.topic == topic for row in manchester.expectations) == PRINTED_LISTS[topic]


def test_lists_that_are_tables_of_their_own_are_whole(manchester: Place) -> None:
    assert len(manchester.glossary) == 27
    assert len(manchester.pillars) == 3
    assert [row.is_in_scope for row in manchester.urgent_care] == [False, True, True, True]
    assert sum(row.kind == "component" for row in manchester.contract_terms) == 6
    assert sum(row.kind == "governance" for row in manchester.accountability) == 5
    assert sum(row.is_supporting_reading for row in manchester.strategies) == 4
    assert len(manchester.risk_kinds) == 5


def test_every_row_says_where_it_comes_from(manchester: Place) -> None:
    sources = {row.id for row in manchester.sources}
    for rows in manchester.tables.values():
        for row in rows:
            if "section" in {field.name for field in fields(row)}:
                assert row.source in sources, manchester.cite(row)  # type: ignore[attr-defined]
                assert row.section.strip(), manchester.cite(row)  # type: ignore[attr-defined]

"""What each feature means, in tables small enough to read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lco.population.conditions import CATALOGUE
from lco.population.cut_offs import cut_off
from lco.population.features.declared import FEATURES
from lco.population.features.table import feature_table
from lco.population.features.windows import YEAR
from tests.lco.population.features.reading import INDEX_ON, back, features, records_in
from tests.support.engines import ENGINES

NULL_WITHOUT_RECORDS = {"deprivation", "hfrs_tenths", "days_since_discharge"}


@pytest.mark.parametrize("engine_name", ENGINES)
def test_somebody_without_records_has_every_feature_and_nothing_in_it(
    engine_name: str, tmp_path: Path
) -> None:
    rows = features(tmp_path, {"people": "person | born_on\n1 | 1950-01-01"}, engine_name=engine_name)
    row = rows[1]
    assert list(row) == ["person", *FEATURES]
    assert {name for name, value in row.items() if value is None} == NULL_WITHOUT_RECORDS
    counted = {
        name: value for name, value in row.items() if name not in {"person", "age"} and value is not None
    }
    assert set(counted.values()) == {0}


def test_every_column_has_its_declared_type(tmp_path: Path) -> None:
    schema = feature_table(records_in(tmp_path, {}), INDEX_ON, deprivation={}).schema()
    assert {name: str(schema[name]) for name in FEATURES} == {
        name: feature.type.removeprefix("!") for name, feature in FEATURES.items()
    }


def test_people_who_do_not_live_there_on_the_day_have_no_row(tmp_path: Path) -> None:
    given = {
        "people": "person | born_on\n1 | 1950-01-01\n2 | 1950-01-01\n3 | 2018-04-02\n4 | 1950-01-01",
        "deaths": "person | died_on\n2 | 2018-03-31",
        "addresses": "person | ward | starts_on | ends_before\n4 | A | 2000-01-01 | 2018-04-01",
        "admissions": "person | starts_on | method\n2 | 2018-03-01 | emergency\n4 | 2018-03-01 | emergency",
    }
    assert set(features(tmp_path, given)) == {1}


def test_age_and_deprivation_are_those_of_the_day(tmp_path: Path) -> None:
    given = {
        "people": """
            person | born_on    | sex    | ethnicity
            1      | 1950-04-01 | female | asian
            2      | 1950-05-01 | male   | white
        """,
        "addresses": """
            person | lsoa | ward | starts_on  | ends_before
            1      | E1   | A    | 2000-01-01 | 2017-01-01
            1      | E2   | A    | 2017-01-01 |
            2      | E9   | A    | 2000-01-01 |
        """,
    }
    rows = features(tmp_path, given, deprivation={"E1": 5, "E2": 1})
    shown = ("age", "sex", "ethnicity", "deprivation")
    assert [rows[1][name] for name in shown] == [68, 2, 1, 1]
    assert [rows[2][name] for name in shown] == [67, 1, 4, None]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_stays_are_counted_where_they_began_and_nights_where_they_fall(
    engine_name: str, tmp_path: Path
) -> None:
    given = {
        "admissions": """
            person | starts_on  | ends_before | method    | code
            1      | 2017-03-30 | 2017-04-03  | emergency | J18
            1      | 2017-12-01 | 2017-12-11  | elective  | M16
            1      | 2018-03-29 |             | emergency | I21
            2      | 2018-01-15 | 2018-01-15  | elective  | C34
            2      | 2018-03-30 | 2018-04-20  | maternity | O80
            3      | 2015-01-01 | 2017-04-02  | emergency | F20
        """,
    }
    rows = features(tmp_path, given, engine_name=engine_name)
    shown = (
        "emergency_admissions_0_90",
        "emergency_admissions_91_365",
        "emergency_admissions_366_730",
        "emergency_admissions",
        "elective_admissions",
        "bed_days",
        "emergency_bed_days",
        "days_since_discharge",
    )
    # 2 nights of the first stay fall in the year, 10 of the second, 3 of the one still going on.
    assert [rows[1][name] for name in shown] == [1, 0, 1, 1, 1, 15, 5, 111]
    # A day case has no night; a stay that ends after the index day is not over on it.
    assert [rows[2][name] for name in shown] == [0, 0, 0, 0, 1, 2, 0, 76]
    assert [rows[3][name] for name in shown] == [0, 0, 0, 0, 0, 1, 1, 364]


def test_an_admission_after_a_fall_has_one_coded_on_its_first_day_or_as_its_main_diagnosis(
    tmp_path: Path,
) -> None:
    given = {
        "admissions": """
            person | starts_on  | method    | code
            1      | 2017-05-10 | emergency | S72
            1      | 2017-08-01 | emergency | S52
            2      | 2017-05-10 | emergency | W19
            2      | 2017-06-10 | elective  | W19
            3      | 2017-03-31 | emergency | W19
        """,
        "conditions": """
            person | starts_on  | code | setting
            1      | 2017-05-10 | W01  | inpatient
            1      | 2017-05-10 | W19  | inpatient
            1      | 2017-08-01 | W19  | general_practice
            2      | 2017-05-10 | W19  | inpatient
        """,
    }
    rows = features(tmp_path, given)
    assert [rows[person]["falls_admissions"] for person in (1, 2, 3)] == [1, 1, 0]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_illness_is_what_was_ever_recorded_and_frailty_what_emergencies_coded(
    engine_name: str, tmp_path: Path
) -> None:
    given = {
        "conditions": f"""
            person | code           | starts_on  | ends_before | setting
            1      | I50            | 2000-01-01 | 2001-01-01  | general_practice
            1      | F00.1          | {back(400)} |             | inpatient
            1      | W19            | {back(20)} |             | inpatient
            1      | local:diabetes | 2012-01-01 |             | general_practice
            2      | F00            | {back(20)} |             | inpatient
            3      | C78.0          | {back(1000)} |           | inpatient
        """,
        "admissions": f"""
            person | starts_on  | ends_before | method    | code
            1      | {back(401)} | {back(399)} | emergency | I21
            1      | {back(20)} | {back(10)} | emergency | S72
            2      | {back(20)} | {back(10)} | elective  | M16
            3      | {back(30)} | {back(29)} | emergency |
        """,
    }
    rows = features(tmp_path, given, engine_name=engine_name)
    # Heart failure 2, dementia 2; in 1987 1 each, and 1 for the heart attack; local codes do not count.
    assert [rows[1][name] for name in ("charlson", "charlson_1987", "elixhauser")] == [4, 3, 7]
    # F00 7.1 and W19 3.2 of the emergencies, S72 1.4; the planned stay of person 2 counts for nothing.
    assert [rows[person]["hfrs_tenths"] for person in (1, 2, 3)] == [117, None, 0]
    assert [rows[person]["charlson"] for person in (2, 3)] == [2, 6]
    held = {name for name, each in CATALOGUE.items() if rows[1]["illnesses"] & each.bit}
    assert {"heart_failure", "dementia", "diabetes", "myocardial_infarction"} <= held
    assert rows[1]["long_term_conditions"] == sum(CATALOGUE[name].is_long_term for name in held)


@pytest.mark.parametrize("engine_name", ENGINES)
def test_medicines_are_counted_once_each_and_items_added_up(engine_name: str, tmp_path: Path) -> None:
    given = {
        "prescriptions": f"""
            person | prescribed_on | code    | items
            1      | {back(10)}    | statin  | 2
            1      | {back(40)}    | statin  | 3
            1      | {back(91)}    | aspirin | 1
            1      | {back(366)}   | opioid  | 9
        """,
    }
    row = features(tmp_path, given, engine_name=engine_name)[1]
    assert [row[name] for name in ("medicines_0_90", "medicines", "items")] == [1, 2, 6]


def test_contacts_are_told_apart_by_setting(tmp_path: Path) -> None:
    settings = [
        "general_practice",
        "general_practice",
        "outpatient",
        "community",
        "mental_health",
        "social_care",
    ]
    lines = [f"1 | {back(5)} | {setting}" for setting in settings]
    row = features(tmp_path, {"contacts": "\n".join(["person | contacted_on | setting", *lines])})[1]
    names = ("gp_contacts", "outpatient_contacts", "community_contacts", "mental_health_contacts", "contacts")
    assert [row[name] for name in names] == [2, 1, 1, 1, 6]


@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_before", "expected"),
    [
        ("home_care", back(1), None, (True, False)),
        ("residential", back(500), date(2018, 4, 2), (True, True)),
        ("nursing", back(500), None, (True, True)),
        ("home_care", back(500), date(2018, 4, 1), (False, False)),
        ("nursing", date(2018, 4, 1), None, (False, False)),
    ],
)
def test_a_care_package_is_open_on_the_day_and_began_before_it(
    kind: str, starts_on: date, ends_before: date | None, expected: tuple[bool, bool], tmp_path: Path
) -> None:
    given = {
        "care_packages": f"""
            person | kind   | starts_on   | ends_before
            1      | {kind} | {starts_on} | {ends_before or ""}
        """,
    }
    row = features(tmp_path, given)[1]
    assert (row["has_care_package"], row["is_in_care_home"]) == expected


def test_costs_are_added_up_by_year_and_for_hospital_care(tmp_path: Path) -> None:
    given = {
        "costs": f"""
            person | incurred_on | setting              | pence
            1      | {back(1)}   | inpatient            | 100
            1      | {back(300)} | outpatient           | 20
            1      | {back(300)} | emergency_department | 3
            1      | {back(300)} | community            | 4000
            1      | {back(366)} | inpatient            | 50000
            2      | {back(2)}   | inpatient            | 5000000000
        """,
    }
    rows = features(tmp_path, given)
    names = ("cost_pence", "hospital_cost_pence", "cost_pence_366_730")
    assert [rows[1][name] for name in names] == [4123, 123, 50000]
    assert rows[2]["cost_pence"] == 5_000_000_000


def test_a_count_beyond_its_type_stands_at_the_greatest_number(tmp_path: Path) -> None:
    lines = [f"1 | {back(5)} | 32000 | m{number % 2}" for number in range(70_000)]
    text = "\n".join(["person | prescribed_on | items | code", *lines])
    row = features(tmp_path, {"prescriptions": text})[1]
    assert row["items"] == 2**31 - 1


@pytest.mark.parametrize("engine_name", ENGINES)
def test_multimorbidity_counts_lasting_medicines_and_late_cancers_of_adults(
    engine_name: str, tmp_path: Path
) -> None:
    laxatives = [f"1 | {back(days)} | laxative" for days in (1, 100, 200, 365)]
    others = [f"2 | {back(days)} | laxative" for days in (1, 100, 200, 366)]
    given = {
        "people": "person | born_on\n1 | 1940-01-01\n2 | 1960-01-01\n3 | 2002-05-01",
        "conditions": f"""
            person | code  | starts_on
            1      | I48   | 2016-02-01
            1      | I50   | 2016-02-01
            1      | J44   | 2016-02-01
            1      | K59.0 | 2016-02-01
            2      | I10   | 2016-02-01
            2      | C50   | {back(1828)}
            3      | J45   | 2016-02-01
        """,
        "prescriptions": "\n".join(["person | prescribed_on | code", *laxatives, *others]),
    }
    rows = features(tmp_path, given, engine_name=engine_name)
    # 1.34 + 1.18 + 1.46 and, by four laxatives, 1.12; high blood pressure 0.08 alone; a child has none.
    assert [rows[person]["cmms_hundredths"] for person in (1, 2, 3)] == [510, 8, None]
    assert cut_off("cmms_issues_days") == YEAR.farthest, "the year of prescriptions read holds the issues"

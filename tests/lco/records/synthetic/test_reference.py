"""The generator's own tables: whole, sourced, and the same as the published figures they cite."""

from __future__ import annotations

import csv
import warnings
from collections import defaultdict
from importlib import resources
from pathlib import Path

import pytest

from lco.place.pack import load_place
from lco.records.synthetic.aims import aims_of
from lco.records.synthetic.reference import conditions, diagnoses, medicines, names, pence, rate_ages, rates

DATA = Path(__file__).parents[5] / "shared" / "data"


def rows(name: str) -> list[dict[str, str]]:
    text = resources.files("lco.records.synthetic").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def shared(path: str) -> list[dict[str, str]]:
    file = DATA / path
    if not file.exists():
        sentence = f"NOT TESTED: {path} is absent on this machine"
        warnings.warn(sentence, stacklevel=2)
        pytest.skip(sentence)
    with file.open(encoding="utf-8-sig", newline="") as read:
        return list(csv.DictReader(read))


@pytest.mark.parametrize("name", ["conditions.csv", "medicines.csv", "rates.csv", "unit_costs.csv"])
def test_every_row_says_where_it_comes_from(name: str) -> None:
    without = [row for row in rows(name) if not row["source"].strip()]
    assert without == []


def test_a_condition_comes_after_those_it_depends_on() -> None:
    seen: set[str] = set()
    for condition in conditions():
        assert set(condition.parents) <= seen, condition.id
        seen.add(condition.id)


def test_medicines_and_diagnoses_follow_known_conditions() -> None:
    known = {condition.id for condition in conditions()}
    assert {name for one in medicines() for name in one.conditions} <= known
    assert {name for one in diagnoses() for name in one.conditions} <= known


def test_names_of_many_communities_are_there_and_none_twice() -> None:
    found = names()
    assert len(set(found)) == len(found)
    communities = {community for community, _, _ in found}
    assert len(communities) >= 12
    for community in communities:
        kinds = {kind for one, kind, _ in found if one == community}
        assert kinds == {"female", "male", "family"}


def test_rates_begin_at_birth_and_rise() -> None:
    assert rate_ages()[0] == 0
    assert (rate_ages()[1:] > rate_ages()[:-1]).all()
    assert (rates("emergency") > 0).all()


def test_hospital_costs_are_the_means_of_the_national_cost_collection() -> None:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in shared("costs/ncc.csv"):
        if row["activity"] and row["cost"]:
            sums[row["department_code"]][0] += float(row["activity"])
            sums[row["department_code"]][1] += float(row["cost"])
    departments = {
        "emergency_short": "Non-Elective Inpatient - Short Stay",
        "emergency_long": "Non-Elective Inpatient - Long Stay",
        "elective_day": "Daycase",
        "elective_stay": "Elective Inpatients",
        "attendance": "Emergency Care",
        "mental_health_contact": "Mental Health Care Contact",
    }
    for name, department in departments.items():
        activity, cost = sums[department]
        assert pence()[name] == pytest.approx(100 * cost / activity, abs=1.0), name


def test_shares_of_conditions_are_those_of_the_care_record() -> None:
    shares = {
        row["code_set"]: float(row["pct"]) for row in shared("prevalence/gm_care_record_prevalence.csv")
    }
    checked = 0
    for row in rows("conditions.csv"):
        code_set = row["id"].replace("_", "-")
        if "care record" not in row["source"] or code_set not in shares:
            continue
        is_less = "0.7" in row["source"]
        wanted = shares[code_set]
        assert float(row["percent"]) == pytest.approx(wanted * (0.72 if is_less else 1), rel=0.13), row["id"]
        checked += 1
    assert checked >= 15


def test_the_places_own_figures_are_aimed_at_first() -> None:
    order = [condition.id for condition in conditions()]
    aims = aims_of(load_place("manchester"))
    assert aims.conditions[order.index("diabetes")] == pytest.approx(0.059)
    assert aims.conditions[order.index("dementia")] == pytest.approx(2_894 / 541_263)
    # The middle of the bounds of the pack: 6.716 and 16.120 per cent.
    assert aims.conditions[order.index("hypertension")] == pytest.approx((6.716 + 16.120) / 200)
    # Neither the pack nor the area says how many smoke: the generator's own figure.
    assert aims.conditions[order.index("current_smoker")] == pytest.approx(0.175)
    assert aims.rates["emergency"][rate_ages().tolist().index(85)] == pytest.approx(0.53)

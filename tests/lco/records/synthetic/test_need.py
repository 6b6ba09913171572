"""Need lasts and passes, and conditions come together, as they do in life."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lco.place.pack import load_place
from lco.records.synthetic.ages import LIFE_EXPECTANCY, ages_of, gompertz, life_expectancy
from lco.records.synthetic.facts import place_facts
from lco.records.synthetic.need import RHO, _passing
from lco.store.tables import AdmissionMethod, Setting
from tests.lco.records.synthetic.made import OPEN, Made, day_number

YEARS = [day_number(date(year, 4, 1)) for year in range(2008, 2019)]


def by_year(place: Made) -> np.ndarray:
    """Return secondary-care pence by person and year of those who were there all the time."""
    people = place.column("people", "person")
    costs = np.isin(
        place.column("costs", "setting"),
        [Setting.INPATIENT, Setting.OUTPATIENT, Setting.EMERGENCY_DEPARTMENT],
    )
    row = np.searchsorted(people, place.column("costs", "person")[costs])
    year = np.searchsorted(YEARS, place.column("costs", "incurred_on")[costs], side="right") - 1
    key = row * 10 + year
    table = np.bincount(key, place.column("costs", "pence")[costs], len(people) * 10).reshape(-1, 10)
    first = np.full(len(people), OPEN)
    last = np.zeros(len(people))
    at = np.searchsorted(people, place.column("addresses", "person"))
    np.minimum.at(first, at, place.column("addresses", "starts_on"))
    np.maximum.at(last, at, place.column("addresses", "ends_before"))
    return table[(first <= YEARS[0]) & (last == OPEN)]


def test_passing_need_correlates_with_the_year_before_and_fades() -> None:
    need = _passing(1, 1, (40_000, 6))
    assert np.corrcoef(need[:, 2], need[:, 3])[0, 1] == pytest.approx(RHO, abs=0.02)
    assert np.corrcoef(need[:, 1], need[:, 3])[0, 1] == pytest.approx(RHO**2, abs=0.02)
    assert need.std(axis=0) == pytest.approx(np.ones(6), abs=0.02)


def test_those_who_cost_most_cost_less_the_next_year_but_more_than_others(twenty_thousand: Made) -> None:
    spend = by_year(twenty_thousand)
    top = np.argsort(-spend[:, 8])[: len(spend) // 20]
    others = spend[:, 9].mean()
    assert spend[top, 9].mean() < 0.5 * spend[top, 8].mean()
    assert spend[top, 9].mean() > 1.5 * others


def test_past_emergencies_foretell_more_of_them(twenty_thousand: Made) -> None:
    people = twenty_thousand.column("people", "person")
    is_emergency = twenty_thousand.column("admissions", "method") == AdmissionMethod.EMERGENCY
    row = np.searchsorted(people, twenty_thousand.column("admissions", "person")[is_emergency])
    year = (
        np.searchsorted(YEARS, twenty_thousand.column("admissions", "starts_on")[is_emergency], "right") - 1
    )
    counts = np.bincount(row * 10 + year, minlength=len(people) * 10).reshape(-1, 10)
    before, after = counts[:, :9].ravel(), counts[:, 1:].ravel()
    assert after[before >= 1].mean() > 1.8 * after[before == 0].mean()
    assert after[before >= 3].mean() > after[before == 1].mean()


def having(place: Made, condition: str) -> np.ndarray:
    """Say for each person whether general practice ever recorded `condition`."""
    rows = place.column("conditions", "code") == place.code("local", condition)
    return np.isin(place.column("people", "person"), place.column("conditions", "person")[rows])


def older(place: Made) -> np.ndarray:
    return place.column("people", "born_on") < day_number(date(1958, 1, 1))


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("copd", "current_smoker", 2.0),
        ("chronic_kidney_disease", "diabetes", 1.5),
        ("coronary_heart_disease", "diabetes", 1.3),
        ("heart_failure", "coronary_heart_disease", 2.0),
        ("falls", "dementia", 1.5),
        ("depression", "anxiety", 1.5),
    ],
)
def test_conditions_come_together_more_often_than_by_chance(
    twenty_thousand: Made, one: str, other: str, times: float
) -> None:
    mine, others = having(twenty_thousand, one), having(twenty_thousand, other)
    # Among older people alone, so that age does not do it.
    among = older(twenty_thousand)
    assert mine[among & others].mean() > times * mine[among & ~others].mean()


def test_conditions_rise_with_age_and_deprivation(twenty_thousand: Made) -> None:
    diabetes, among = having(twenty_thousand, "diabetes"), older(twenty_thousand)
    assert diabetes[among].mean() > 3 * diabetes[~among].mean()
    facts = place_facts(load_place("manchester"))
    deprivation = dict(zip(facts.lsoas, facts.deprivation.tolist(), strict=True))
    codes = {row["code"]: row["text"] for row in twenty_thousand.read("codes").to_pylist()}
    lsoa = twenty_thousand.column("addresses", "lsoa")
    known = (lsoa >= 0) & (twenty_thousand.column("addresses", "ends_before") == OPEN)
    row = np.searchsorted(
        twenty_thousand.column("people", "person"), twenty_thousand.column("addresses", "person")[known]
    )
    level = np.array([deprivation[codes[code]] for code in lsoa[known].tolist()])
    smokes = having(twenty_thousand, "current_smoker")[row]
    adult = twenty_thousand.column("people", "born_on")[row] < day_number(date(1998, 1, 1))
    assert smokes[adult & (level > 0.9)].mean() > 1.2 * smokes[adult & (level < 0.7)].mean()


def test_deaths_keep_to_the_printed_life_expectancy() -> None:
    for expectancy in (*LIFE_EXPECTANCY, 70.0, 85.0):
        assert life_expectancy(gompertz(expectancy, 0.09)) == pytest.approx(expectancy, abs=0.01)
    ages = ages_of(place_facts(load_place("manchester")))
    assert life_expectancy(ages.death[0]) == pytest.approx(LIFE_EXPECTANCY[0], abs=0.01)
    assert (np.diff(ages.death[0][30:100]) > 0).all()


def test_the_place_keeps_its_size(twenty_thousand: Made) -> None:
    starts = twenty_thousand.column("addresses", "starts_on")
    ends = twenty_thousand.column("addresses", "ends_before")
    for day in YEARS[1:-1]:
        assert ((starts <= day) & (ends > day)).sum() == pytest.approx(20_000, rel=0.03)

"""Emergency admissions for falls of people aged 65 and over, per 100,000."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.periods import Period
from lco.population.codelist import load, masks
from lco.population.example import Example
from lco.population.neighbourhoods import events_placed, placed, residents
from lco.population.tables import Records, age_on, in_period, middle_of
from lco.records.tables import AdmissionMethod, Setting

FALLS = load("falls")


@indicator(
    title="Emergency admissions for falls, 65 and over",
    domain="Independence",
    lower_is_better=True,
    why="A fall that ends in hospital often ends a life lived at home; many falls can be prevented.",
    owner="Falls prevention lead",
    next_review=date(2027, 4, 1),
    source=(
        "Prospectus 2016, Population Health Outcome Measures: fewer falls; definition after the Public "
        "Health Outcomes Framework, emergency hospital admissions due to falls in people aged 65 and over"
    ),
    unit="admissions per 100,000 people aged 65 and over",
    per=100_000,
    tables=("people", "addresses", "registrations", "deaths", "admissions", "conditions"),
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 1940-01-01
                2      | 1952-06-01
                3      | 1990-01-01
                4      | 1945-01-01
            """,
            "addresses": """
                person | ward
                1      | Ardwick
                2      | Ardwick
                3      | Ardwick
                4      | Moston
            """,
            "admissions": """
                person | starts_on  | method
                1      | 2017-05-01 | emergency
                1      | 2017-09-01 | emergency
                2      | 2017-05-01 | emergency
                2      | 2017-07-01 | emergency
                3      | 2017-05-01 | emergency
                4      | 2017-05-01 | elective
            """,
            "conditions": """
                person | code | starts_on  | setting
                1      | W19  | 2017-05-01 | inpatient
                1      | W01  | 2017-05-01 | inpatient
                1      | J18  | 2017-09-01 | inpatient
                2      | W10  | 2017-05-01 | inpatient
                2      | W10  | 2017-07-01 | inpatient
                3      | W19  | 2017-05-01 | inpatient
                4      | W19  | 2017-05-01 | inpatient
            """,
        },
        expect={"Ardwick": (2, 2), "Moston": (0, 1)},
        working=(
            "Person 1's fall counts once though two codes name it. Person 2 was 64 at the first fall and 65 "
            "at the second. Person 3 is too young and person 4 came by appointment. At the middle of the "
            "year persons 1 and 2 of Ardwick and person 4 of Moston are 65 or over."
        ),
    ),
)
def falls_admissions_65_plus(records: Records, period: Period) -> Ratio:
    """Count emergency admissions at 65 or over with a fall coded on the day of admission."""
    admissions, conditions = records["admissions"], records["conditions"]
    admitted = admissions.filter(
        admissions.method == AdmissionMethod.EMERGENCY.value, in_period(admissions.starts_on, period)
    )
    falls = masks(records, FALLS)
    coded = conditions.filter(
        conditions.setting == Setting.INPATIENT.value, in_period(conditions.starts_on, period)
    )
    fallen = coded.join(falls, "code").select("person", "starts_on").distinct()
    fell = admitted.semi_join(fallen, ["person", "starts_on"])
    ages = records["people"].group_by("person").agg(born_on=lambda t: t.born_on.min())
    aged = fell.join(ages, "person")
    people = residents(records, middle_of(period))
    return Ratio(
        numerator=events_placed(
            aged.filter(age_on(aged.born_on, aged.starts_on) >= 65), "starts_on", records
        ),
        denominator=placed(people.filter(age_on(people.born_on, middle_of(period)) >= 65), records),
    )

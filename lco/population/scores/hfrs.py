"""Hospital Frailty Risk Score from the ICD-10 codes of emergency admissions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from lco.population.coded import coded_in_emergencies, days_before, emergency_admissions
from lco.population.codelist import groups_of_people, load, masks
from lco.population.cut_offs import cut_off
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records
from lco.population.weights import load_weights

GROUPS = load("hfrs")
WEIGHTS = load_weights("hfrs")


@score(
    title="Hospital frailty risk",
    why="Frail people stay longer in hospital, come back sooner and die more often: their codes show it.",
    source=(
        "Gilbert 2018 (Lancet 391:1775-82), 109 codes of three characters, codelists/hfrs.csv; each counts "
        "once a person over the emergency admissions of two years; validated from 75 years. It rises with "
        "how much a hospital codes, and coding of dementia differs between releases of ICD-10"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="tenths of a point",
    when_absent={"hfrs_tenths": None, "hfrs_band": None},
    example=Example(
        given={
            "admissions": """
                person | code  | starts_on  | ends_before | method
                1      | F00   | 2017-01-10 | 2017-01-20  | emergency
                1      | W19   | 2017-08-01 | 2017-08-04  | emergency
                2      | F00   | 2017-01-10 | 2017-01-20  | emergency
                2      | W19   | 2017-08-01 | 2017-08-04  | emergency
                3      | F00   | 2017-01-10 | 2017-01-20  | emergency
                3      | F00.1 | 2017-08-01 | 2017-08-04  | emergency
                4      | I50.9 | 2018-01-05 | 2018-01-09  | emergency
                5      | I10   | 2017-05-05 | 2017-05-06  | emergency
                6      | F00   | 2017-05-05 | 2017-05-06  | elective
                7      | F00   | 2016-03-31 | 2016-04-20  | emergency
            """,
            "conditions": """
                person | code  | starts_on  | setting
                2      | R54   | 2017-08-01 | inpatient
                2      | N39   | 2017-08-03 | inpatient
                2      | G30   | 2017-09-09 | inpatient
                2      | G81   | 2017-08-01 | general_practice
                4      | F00.1 | 2018-01-05 | inpatient
                4      | W19   | 2018-01-05 | inpatient
                4      | N39.0 | 2018-01-05 | inpatient
                4      | I10   | 2018-01-05 | inpatient
            """,
        },
        expect={
            1: {"hfrs_tenths": 103, "hfrs_band": "intermediate"},
            2: {"hfrs_tenths": 157, "hfrs_band": "high"},
            3: {"hfrs_tenths": 71, "hfrs_band": "intermediate"},
            4: {"hfrs_tenths": 135, "hfrs_band": "intermediate"},
            5: {"hfrs_tenths": 0, "hfrs_band": "low"},
            6: None,
            7: None,
        },
        working=(
            "Person 1 has 7.1 for F00 and 3.2 for W19 in different admissions, 10.3. Person 2 has R54, 2.2, "
            "and N39, 3.2, as well: 15.7; what general practice recorded or was written outside an emergency "
            "stay does not count. F00 and F00.1 are one code of three characters. Person 5 was admitted with "
            "no such code: 0. Persons 6 and 7 had no emergency admission in two years: no score at all."
        ),
    ),
)
def hfrs(records: Records, index_on: date) -> Table:
    """Return person, hfrs_tenths and hfrs_band for people with an emergency admission in two years.

    Who had none has no row and no score, not 0.
    """
    period = days_before(index_on, cut_off("hfrs_days"))
    admitted = emergency_admissions(records, period).select("person").distinct()
    codes = masks(records, GROUPS)
    found = groups_of_people(coded_in_emergencies(records, period, codes=codes), codes)
    people = admitted.left_join(found, "person").select(
        admitted.person, **{name: found[name].coalesce(0).cast("int64") for name in GROUPS.columns}
    )
    scored = people.select("person", **points([people[name] for name in GROUPS.columns]))
    return scored.mutate(hfrs_band=band(scored.hfrs_tenths))


def points(masks: Sequence[IntegerValue]) -> dict[str, IntegerValue]:
    """Return hfrs_tenths from the mask columns of `GROUPS`, of codes of emergency admissions alone."""
    return {"hfrs_tenths": WEIGHTS.points(masks, GROUPS, "tenths")}


def band(tenths: IntegerValue) -> StringValue:
    """Return low, intermediate or high; 5.0 and 15.0 are intermediate."""
    named: StringValue = ibis.cases(
        (tenths < cut_off("hfrs_intermediate_from"), "low"),
        (tenths <= cut_off("hfrs_high_above"), "intermediate"),
        else_="high",
    )
    return named

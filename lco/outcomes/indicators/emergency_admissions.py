"""Emergency admissions to hospital, per 1,000 people."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.periods import Period
from lco.population.example import Example
from lco.population.neighbourhoods import events_placed, placed, residents
from lco.population.tables import Records, in_period, middle_of
from lco.records.tables import AdmissionMethod


@indicator(
    title="Emergency admissions to hospital",
    domain="Care close to home",
    lower_is_better=True,
    why="Good care in the neighbourhood and a fast response at home keep people out of a hospital bed.",
    owner="Director of operations",
    next_review=date(2027, 4, 1),
    source=(
        "Prospectus 2016, Activity reduction and efficiency measures: reducing non-elective admissions; "
        "definition after NHS Digital, Hospital Episode Statistics, emergency admission methods"
    ),
    unit="admissions per 1,000 people",
    per=1_000,
    tables=("people", "addresses", "registrations", "deaths", "admissions"),
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 1950-01-01
                2      | 1980-01-01
                3      | 2017-12-01
                4      | 1940-01-01
            """,
            "addresses": """
                person | ward    | starts_on  | ends_before
                1      | Ardwick | 2010-01-01 |
                2      | Ardwick | 2010-01-01 | 2017-08-01
                2      | Moston  | 2017-08-01 |
                3      | Moston  | 2017-12-01 |
                4      | Moston  | 2010-01-01 |
            """,
            "deaths": """
                person | died_on
                4      | 2017-06-01
            """,
            "admissions": """
                person | starts_on  | method
                1      | 2017-05-01 | emergency
                1      | 2017-06-01 | elective
                2      | 2017-04-01 | emergency
                2      | 2018-03-31 | emergency
                2      | 2018-04-01 | emergency
                4      | 2017-05-20 | emergency
            """,
        },
        expect={"Ardwick": (2, 1), "Moston": (2, 1)},
        working=(
            "In 2017/18 person 1 and, before moving, person 2 were admitted from Ardwick, where person 1 "
            "lived at the middle of the year: 2 of 1. From Moston came person 2 after the move and person 4, "
            "who died before the middle; person 3 was not born by then: 2 of 1."
        ),
    ),
)
def emergency_admissions(records: Records, period: Period) -> Ratio:
    """Count emergency admissions where the person lived, over the people living there at mid-period."""
    admissions = records["admissions"]
    admitted = admissions.filter(
        admissions.method == AdmissionMethod.EMERGENCY.value, in_period(admissions.starts_on, period)
    )
    return Ratio(
        numerator=events_placed(admitted, "starts_on", records),
        denominator=placed(residents(records, middle_of(period)), records),
    )

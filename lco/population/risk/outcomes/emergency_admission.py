"""An emergency admission to hospital within twelve months."""

from __future__ import annotations

from datetime import date

from ibis.expr.types import Table

from lco.population.example import Example
from lco.population.risk.outcome import among_residents, outcome, twelve_months_from
from lco.population.tables import Records, in_period
from lco.records.tables import AdmissionMethod


@outcome(
    title="Emergency admission within 12 months",
    happens="an emergency admission to hospital in the next 12 months",
    why="What a neighbourhood team can most often prevent, and what tiers of need are ranked by.",
    source=(
        "Definition after NHS Digital, Hospital Episode Statistics, emergency admission methods; outcome of "
        "the Combined Predictive Model, King's Fund 2006"
    ),
    owner="Head of analytics",
    next_review=date(2027, 4, 1),
    unit="people",
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 1950-01-01
                2      | 1980-01-01
                3      | 1940-01-01
                4      | 1960-01-01
                5      | 2018-06-01
            """,
            "addresses": """
                person | ward    | starts_on  | ends_before
                1      | Ardwick | 2010-01-01 |
                2      | Ardwick | 2010-01-01 | 2018-06-01
                3      | Ardwick | 2010-01-01 |
                4      | Ardwick | 2010-01-01 |
                5      | Ardwick | 2018-06-01 |
            """,
            "deaths": """
                person | died_on
                3      | 2018-05-01
            """,
            "admissions": """
                person | starts_on  | method
                1      | 2018-03-31 | emergency
                1      | 2018-08-01 | elective
                1      | 2019-04-01 | emergency
                3      | 2018-04-01 | emergency
                4      | 2019-03-31 | emergency
                5      | 2018-07-01 | emergency
            """,
        },
        expect={1: False, 2: False, 3: True, 4: True},
        working=(
            "Of the residents on 1 April 2018, person 1 was admitted as an emergency the day before and the "
            "day after the twelve months, which does not count, nor does the planned stay between; person 3 "
            "was on the first day, before dying, and person 4 on the last. Person 2 moved away in June "
            "without an admission: none happened. Person 5 was not born on the day."
        ),
    ),
)
def emergency_admission(records: Records, index_on: date) -> Table:
    """Return whether an emergency spell began within twelve months, for each resident on the day."""
    spells = records["admissions"]
    admitted = spells.filter(
        spells.method == AdmissionMethod.EMERGENCY.value,
        in_period(spells.starts_on, twelve_months_from(index_on)),
    )
    return among_residents(records, index_on, admitted)

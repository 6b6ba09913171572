"""New long-term placements in care homes of people aged 65 and over, per 100,000."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.periods import Period
from lco.population.example import Example
from lco.population.neighbourhoods import events_placed, placed, residents
from lco.population.tables import Records, age_on, in_period, middle_of
from lco.records.tables import PackageKind

_HOMES = (PackageKind.RESIDENTIAL.value, PackageKind.NURSING.value)


@indicator(
    title="Admissions to care homes, 65 and over",
    domain="Independence",
    lower_is_better=True,
    why="Most people want to live at home; support in time delays or avoids a move into a care home.",
    owner="Director of adult social services",
    next_review=date(2027, 4, 1),
    source=(
        "Prospectus 2016, Introduction: fewer permanent admissions into residential and nursing care; "
        "definition after the Adult Social Care Outcomes Framework, measure 2C (formerly 2A part 2)"
    ),
    unit="admissions per 100,000 people aged 65 and over",
    per=100_000,
    tables=("people", "addresses", "registrations", "deaths", "care_packages"),
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 1930-01-01
                2      | 1935-01-01
                3      | 1940-01-01
                4      | 1990-01-01
            """,
            "addresses": """
                person | ward
                1      | Ardwick
                2      | Ardwick
                3      | Moston
                4      | Moston
            """,
            "care_packages": """
                person | kind        | starts_on  | ends_before
                1      | residential | 2017-05-01 |
                1      | nursing     | 2017-11-01 |
                2      | residential | 2015-05-01 | 2016-01-01
                2      | nursing     | 2017-05-01 |
                3      | home_care   | 2017-05-01 |
                4      | residential | 2017-05-01 |
            """,
        },
        expect={"Ardwick": (1, 2), "Moston": (0, 1)},
        working=(
            "Person 1's first placement counts, the change to nursing does not. Person 2 had been placed "
            "before, person 3 is cared for at home, person 4 is too young."
        ),
    ),
)
def care_home_admissions_65_plus(records: Records, period: Period) -> Ratio:
    """Count people whose first residential or nursing package began in the period at 65 or over."""
    packages = records["care_packages"]
    homes = packages.filter(packages.kind.isin(_HOMES))
    first = homes.group_by("person").agg(starts_on=homes.starts_on.min())
    moved = first.filter(in_period(first.starts_on, period))
    ages = records["people"].group_by("person").agg(born_on=lambda t: t.born_on.min())
    aged = moved.join(ages, "person")
    people = residents(records, middle_of(period))
    return Ratio(
        numerator=events_placed(
            aged.filter(age_on(aged.born_on, aged.starts_on) >= 65), "starts_on", records
        ),
        denominator=placed(people.filter(age_on(people.born_on, middle_of(period)) >= 65), records),
    )

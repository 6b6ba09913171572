"""Moving into a care home within twelve months."""

from __future__ import annotations

from datetime import date

from ibis.expr.types import Table

from lco.population.example import Example
from lco.population.neighbourhoods import residents
from lco.population.risk.outcome import marked, outcome, twelve_months_from
from lco.population.tables import Records, in_period
from lco.records.tables import PackageKind

_HOMES = (PackageKind.RESIDENTIAL.value, PackageKind.NURSING.value)


@outcome(
    title="Care home entry within 12 months",
    happens="moving into a care home in the next 12 months",
    why="Most people want to stay at home, and a place in a home costs more than most care given there.",
    source="Definition of our own design: a residential or nursing package begins",
    owner="Director of adult social care",
    next_review=date(2027, 4, 1),
    unit="people",
    example=Example(
        given={
            "people": """
                person
                1
                2
                3
                4
                5
            """,
            "care_packages": """
                person | kind        | starts_on  | ends_before
                1      | residential | 2018-09-01 |
                2      | home_care   | 2018-09-01 |
                3      | nursing     | 2017-01-01 |
                3      | residential | 2018-09-01 |
                4      | residential | 2017-01-01 | 2018-04-01
                4      | nursing     | 2019-03-31 |
                5      | nursing     | 2019-04-01 |
            """,
        },
        expect={1: True, 2: False, 4: True, 5: False},
        working=(
            "Person 1 moved in; person 2 was helped at home. Person 3 lived in a home on 1 April 2018 and "
            "could not move into one: not counted at all. Person 4 had left one by that day and moved in "
            "again on the last day of the twelve months, person 5 a day too late."
        ),
    ),
)
def care_home_entry(records: Records, index_on: date) -> Table:
    """Return whether a residential or nursing package began, for residents who had none on the day."""
    packages = records["care_packages"]
    homes = packages.filter(packages.kind.isin(_HOMES))
    # A package that begins on the day itself is an entry; only an earlier one is a home already lived in.
    lives = homes.filter(
        homes.starts_on < index_on, homes.ends_before.isnull() | (homes.ends_before > index_on)
    )
    at_home = residents(records, index_on).select("person").anti_join(lives.select("person"), "person")
    return marked(at_home, homes.filter(in_period(homes.starts_on, twelve_months_from(index_on))))

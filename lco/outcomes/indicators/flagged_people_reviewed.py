"""Share of people found for a team of whom it was decided within 28 days whether to take them on."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.outcomes.work import acts, done_within
from lco.periods import Period
from lco.population.example import Example
from lco.population.tables import Records
from lco.records.tables import CaseAct

DAYS = 28


@indicator(
    title="Flagged people reviewed within 28 days",
    domain="Neighbourhood teams",
    lower_is_better=False,
    why="Who is found and then waits is not helped by having been found.",
    owner="Neighbourhood lead",
    next_review=date(2027, 4, 1),
    source=(
        "The platform's own measure of the work: 28 days is the time the workflow gives a team lead to "
        "decide; a design choice, not a national standard"
    ),
    unit="per 100 people found",
    per=100,
    method="proportion",
    tables=("cases", "case_events", "addresses", "deaths"),
    needs=("cases",),
    example=Example(
        given={
            "addresses": """
                person | ward
                1      | Ardwick
                2      | Ardwick
                3      | Ardwick
                4      | Moston
                5      | Moston
                6      | Moston
                7      | Moston
            """,
            "deaths": """
                person | died_on
                5      | 2017-06-10
            """,
            "cases": """
                person | case | opened_on
                1      | 11   | 2017-06-01
                2      | 12   | 2017-06-01
                3      | 13   | 2018-03-10
                4      | 14   | 2017-03-04
                5      | 15   | 2017-06-01
                6      | 16   | 2018-03-03
                7      | 17   | 2017-03-03
            """,
            "case_events": """
                person | case | event | acted_on   | act     | from_state | to_state
                1      | 11   | 1     | 2017-06-29 | exclude | found      | excluded
                2      | 12   | 2     | 2017-06-30 | include | found      | included
                3      | 13   | 3     | 2018-03-12 | include | found      | included
                4      | 14   | 4     | 2017-03-20 | include | found      | included
                7      | 17   | 5     | 2017-03-20 | include | found      | included
            """,
        },
        expect={"Ardwick": (1, 2), "Moston": (1, 2)},
        working=(
            "Person 1 was decided on the 28th day, person 2 a day late. The 28 days of person 3 end after "
            "31 March 2018: not counted yet, although decided. Those of person 4 ended on 1 April 2017: in "
            "the year. Person 5 died on the ninth day and is left out. Those of person 6 ended on 31 March "
            "2018 with nothing decided. Those of person 7 ended on 31 March 2017: the year before."
        ),
    ),
)
def flagged_people_reviewed(records: Records, period: Period) -> Ratio:
    """Count people found whose 28 days ended in the period, and of them those included or not by then."""
    cases = records["cases"]
    began = cases.group_by("person", "case").agg(began_on=cases.opened_on.min())
    decided = acts(records, CaseAct.INCLUDE, CaseAct.EXCLUDE)
    done = decided.select("case", done_on=decided.acted_on)
    return done_within(records, began, done, days=DAYS, period=period)

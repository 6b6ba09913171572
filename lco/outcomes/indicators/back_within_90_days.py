"""Share of people stepped down who were found for a team again within 90 days."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.outcomes.work import done_within, first_acts
from lco.periods import Period
from lco.population.example import Example
from lco.population.tables import Records
from lco.records.tables import CaseAct

DAYS = 90


@indicator(
    title="Back within 90 days of stepping down",
    domain="Neighbourhood teams",
    lower_is_better=True,
    why="Coming back soon says that stepping down came too early, or without a plan for a crisis.",
    owner="Neighbourhood lead",
    next_review=date(2027, 4, 1),
    source=(
        "The platform's own measure of the work: any new case, whatever came of it; a design choice, not a "
        "national standard"
    ),
    unit="per 100 people stepped down",
    per=100,
    method="proportion",
    tables=("cases", "case_events", "addresses", "deaths"),
    needs=("case_events",),
    example=Example(
        given={
            "addresses": """
                person | ward
                1      | Ardwick
                2      | Ardwick
                3      | Moston
                4      | Moston
            """,
            "deaths": """
                person | died_on
                3      | 2017-07-01
            """,
            "cases": """
                person | case | opened_on
                1      | 11   | 2017-01-01
                1      | 21   | 2017-08-30
                2      | 12   | 2017-01-01
                2      | 22   | 2017-08-31
                3      | 13   | 2017-01-01
                4      | 14   | 2017-01-01
                4      | 24   | 2018-02-01
            """,
            "case_events": """
                person | case | event | acted_on   | act       | from_state | to_state
                1      | 11   | 1     | 2017-06-01 | step_down | reviewed   | stepped_down
                2      | 12   | 2     | 2017-06-01 | step_down | reviewed   | stepped_down
                3      | 13   | 3     | 2017-06-01 | step_down | reviewed   | stepped_down
                4      | 14   | 4     | 2018-01-10 | step_down | reviewed   | stepped_down
            """,
        },
        expect={"Ardwick": (1, 2)},
        working=(
            "Person 1 was found again on the 90th day, person 2 on the 91st. Person 3 died after 30 days and "
            "is left out. The 90 days of person 4 end on 10 April 2018: not counted yet, although back."
        ),
    ),
)
def back_within_90_days(records: Records, period: Period) -> Ratio:
    """Count people stepped down, and of them those with another case opened within 90 days."""
    began = first_acts(records, CaseAct.STEP_DOWN)
    cases = records["cases"].select("person", again="case", done_on="opened_on")
    both = began.select("person", "case").join(cases, "person")
    done = both.filter(both.again != both.case).select("case", "done_on")
    return done_within(records, began, done, days=DAYS, period=period)

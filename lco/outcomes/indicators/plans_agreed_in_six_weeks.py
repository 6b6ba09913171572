"""Share of people who agreed to be helped whose care plan was agreed within six weeks."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.outcomes.work import acts, done_within, first_acts
from lco.periods import Period
from lco.population.example import Example
from lco.population.tables import Records
from lco.records.tables import CaseAct

DAYS = 42


@indicator(
    title="Care plan agreed within six weeks",
    domain="Neighbourhood teams",
    lower_is_better=False,
    why="A person who said yes should soon know what will be done, by whom and when.",
    owner="Neighbourhood lead",
    next_review=date(2027, 4, 1),
    source=(
        "The platform's own measure of the work: 14 days each for assessment, agenda and discussion make "
        "the 42 days; a design choice, not a national standard"
    ),
    unit="per 100 people who agreed",
    per=100,
    method="proportion",
    tables=("case_events", "addresses", "deaths"),
    needs=("case_events",),
    example=Example(
        given={
            "addresses": """
                person | ward
                1      | Ardwick
                2      | Ardwick
                3      | Ardwick
                4      | Moston
                5      | Moston
            """,
            "case_events": """
                person | case | event | acted_on   | act            | from_state | to_state
                1      | 11   | 1     | 2017-06-01 | agree          | invited    | consented
                1      | 11   | 2     | 2017-07-13 | agree_plan     | discussed  | plan_agreed
                2      | 12   | 3     | 2017-06-01 | best_interests | invited    | consented
                2      | 12   | 4     | 2017-07-14 | agree_plan     | discussed  | plan_agreed
                3      | 13   | 5     | 2017-06-01 | agree          | invited    | consented
                3      | 13   | 6     | 2017-06-20 | withdraw       | consented  | withdrawn
                4      | 14   | 7     | 2018-02-18 | agree          | invited    | consented
                4      | 14   | 8     | 2018-02-20 | agree_plan     | discussed  | plan_agreed
                5      | 15   | 9     | 2018-02-17 | agree          | invited    | consented
            """,
        },
        expect={"Ardwick": (1, 2), "Moston": (0, 1)},
        working=(
            "Person 1 had a plan on the 42nd day, person 2 a day late. Person 3 withdrew on the 19th day and "
            "is left out. The 42 days of person 4 end on 1 April 2018, after the year: not counted yet. "
            "Those of person 5 ended on 31 March 2018 without a plan."
        ),
    ),
)
def plans_agreed_in_six_weeks(records: Records, period: Period) -> Ratio:
    """Count people who agreed, or were taken on in their best interests, and those with a plan in 42 days."""
    began = first_acts(records, CaseAct.AGREE, CaseAct.BEST_INTERESTS)
    agreed = acts(records, CaseAct.AGREE_PLAN)
    done = agreed.select("case", done_on=agreed.acted_on)
    return done_within(records, began, done, days=DAYS, period=period)

"""Share of people whose plan had started who were stepped down within six months."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.outcomes.work import acts, done_within, first_acts
from lco.periods import Period
from lco.population.example import Example
from lco.population.tables import Records
from lco.records.tables import CaseAct

DAYS = 182  # 26 weeks


@indicator(
    title="Stepped down at six months",
    domain="Neighbourhood teams",
    lower_is_better=False,
    why="Who has reached their goals makes room for the next; read it beside those who come back.",
    owner="Neighbourhood lead",
    next_review=date(2027, 4, 1),
    source=(
        "The platform's own measure of the work: 26 weeks from the start of the plan; a design choice, not "
        "a national standard"
    ),
    unit="per 100 people whose plan started",
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
                3      | Moston
                4      | Moston
            """,
            "deaths": """
                person | died_on
                3      | 2017-07-01
            """,
            "case_events": """
                person | case | event | acted_on   | act       | from_state  | to_state
                1      | 11   | 1     | 2017-05-01 | start     | plan_agreed | active
                1      | 11   | 2     | 2017-08-01 | start     | plan_agreed | active
                1      | 11   | 3     | 2017-10-30 | step_down | reviewed    | stepped_down
                2      | 12   | 4     | 2017-05-01 | start     | plan_agreed | active
                2      | 12   | 5     | 2017-10-31 | step_down | reviewed    | stepped_down
                3      | 13   | 6     | 2017-05-01 | start     | plan_agreed | active
                4      | 14   | 7     | 2017-11-01 | start     | plan_agreed | active
                4      | 14   | 8     | 2017-12-01 | step_down | reviewed    | stepped_down
            """,
        },
        expect={"Ardwick": (1, 2)},
        working=(
            "Person 1 was stepped down on the 182nd day after the first start, person 2 a day later. Person "
            "3 died after 61 days and is left out. The six months of person 4 end after 31 March 2018: not "
            "counted yet."
        ),
    ),
)
def stepped_down_at_six_months(records: Records, period: Period) -> Ratio:
    """Count people by the first start of their plan, and of them those stepped down in 182 days."""
    began = first_acts(records, CaseAct.START)
    stepped = acts(records, CaseAct.STEP_DOWN)
    done = stepped.select("case", done_on=stepped.acted_on)
    return done_within(records, began, done, days=DAYS, period=period)

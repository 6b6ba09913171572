"""Share of answered invitations that were declined."""

from __future__ import annotations

from datetime import date

from lco.outcomes.indicator import Ratio, indicator
from lco.outcomes.work import acts
from lco.periods import Period
from lco.population.example import Example
from lco.population.neighbourhoods import events_placed
from lco.population.tables import Records, in_period
from lco.records.tables import CaseAct


@indicator(
    title="Invitations declined",
    domain="Neighbourhood teams",
    lower_is_better=True,
    why=(
        "To decline is everybody's right. Where one group declines far more than another, it is the offer "
        "that does not fit: ask before counting them as served."
    ),
    owner="Neighbourhood lead",
    next_review=date(2027, 4, 1),
    source="The platform's own measure of the work; a design choice, not a national standard",
    unit="per 100 invitations answered",
    per=100,
    method="proportion",
    tables=("case_events", "addresses"),
    needs=("case_events",),
    is_split_by_group=True,
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
                1      | 11   | 1     | 2017-06-01 | decline        | invited    | declined
                2      | 12   | 2     | 2017-05-20 | decline        | invited    | declined
                2      | 12   | 7     | 2017-05-30 | reopen         | declined   | invited
                2      | 12   | 8     | 2017-06-01 | agree          | invited    | consented
                3      | 13   | 3     | 2017-06-01 | best_interests | invited    | consented
                4      | 14   | 4     | 2018-03-31 | decline        | invited    | declined
                5      | 15   | 5     | 2018-04-01 | decline        | invited    | declined
                4      | 14   | 6     | 2018-03-01 | invite         | included   | invited
            """,
        },
        expect={"Ardwick": (1, 3), "Moston": (1, 1)},
        working=(
            "Of three answers in Ardwick one was no: that of person 2 was a mistake and taken back. A "
            "decision in somebody's best interests is an answer too. In Moston person 4 declined on the "
            "last day of the year and person 5 on the day after it. An invitation without an answer is not "
            "counted."
        ),
    ),
)
def invitations_declined(records: Records, period: Period) -> Ratio:
    """Count answers to invitations in the period, and of them those that declined."""
    answers = acts(records, CaseAct.AGREE, CaseAct.BEST_INTERESTS, CaseAct.DECLINE)
    declined = acts(records, CaseAct.DECLINE)
    return Ratio(
        numerator=events_placed(declined.filter(in_period(declined.acted_on, period)), "acted_on", records),
        denominator=events_placed(answers.filter(in_period(answers.acted_on, period)), "acted_on", records),
    )

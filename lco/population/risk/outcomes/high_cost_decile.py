"""Being among the tenth of residents whose care costs most over the next twelve months."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.population.example import Example
from lco.population.neighbourhoods import residents
from lco.population.risk.outcome import outcome, twelve_months_from
from lco.population.tables import Records, in_period, whole_sum


@outcome(
    title="Costliest tenth within 12 months",
    happens="being among the tenth of residents whose care costs most in the next 12 months",
    why="Money follows few people: who they will be says where a pound of prevention is worth most.",
    source="Definition of our own design; costs as the records give them",
    owner="Director of finance",
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
                6
                7
                8
                9
                10
                11
            """,
            "costs": """
                person | incurred_on | setting   | pence
                1      | 2018-04-01  | inpatient | 30000
                1      | 2019-03-31  | inpatient | 30000
                2      | 2018-07-01  | inpatient | 59999
                3      | 2018-03-31  | inpatient | 900000
                4      | 2019-04-01  | inpatient | 900000
                5      | 2018-05-01  | inpatient | 59999
            """,
        },
        expect={1: True, 2: True, 3: False, 4: False, 5: True, 6: False, 11: False},
        working=(
            "A tenth of 11 residents, cut up to whole people, is 2. Person 1 cost 600.00 pounds in the "
            "twelve months; persons 2 and 5 share the second place and both count. What persons 3 and 4 "
            "cost fell on the day before and on the day after."
        ),
    ),
)
def high_cost_decile(records: Records, index_on: date) -> Table:
    """Return who is among the costliest tenth, cut up to whole people; ties count, no cost does not."""
    people = residents(records, index_on).select("person")
    costs = records["costs"]
    costs = costs.filter(in_period(costs.incurred_on, twelve_months_from(index_on)))
    spent = costs.group_by("person").agg(pence=whole_sum(costs.pence))
    joined = people.left_join(spent, "person").select(people, pence=spent.pence.fill_null(0))
    dearer: Any = ibis.rank().over(order_by=joined.pence.desc())
    placed = joined.mutate(dearer=dearer, everybody=joined.count().over())
    is_costly = (placed.dearer * 10 < placed.everybody) & (placed.pence > 0)
    return placed.select("person", happened=is_costly)

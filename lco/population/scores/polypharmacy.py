"""How many different medicines a person was issued."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import Table

from lco.population.coded import days_before
from lco.population.cut_offs import cut_off
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records, in_period

YEAR = 365  # days, as the features count


@score(
    title="Different medicines",
    why="Many medicines at once do harm of their own, and say how ill a person is: a review may help.",
    source=(
        "Records of prescriptions: different codes issued in 90 and in 365 days; "
        "five or more counts as polypharmacy, codelists/cut_offs.csv"
    ),
    owner="Chief pharmacist",
    next_review=date(2027, 4, 1),
    unit="medicines",
    when_absent={"medicines_0_90": 0, "medicines": 0, "polypharmacy": 0},
    example=Example(
        given={
            "prescriptions": """
                person | code             | prescribed_on
                1      | statin           | 2018-01-02
                1      | statin           | 2018-02-02
                1      | metformin        | 2018-03-31
                1      | insulin          | 2018-03-31
                1      | diuretic         | 2018-03-31
                1      | analgesic        | 2018-03-01
                1      | antibiotic       | 2017-04-01
                2      | statin           | 2017-04-01
                2      | metformin        | 2018-04-01
                3      | statin           | 2017-03-31
            """,
        },
        expect={
            1: {"medicines_0_90": 5, "medicines": 6, "polypharmacy": 1},
            2: {"medicines_0_90": 0, "medicines": 1, "polypharmacy": 0},
            3: None,
        },
        working=(
            "Person 1 was issued five different medicines in 90 days, one of them twice, and a sixth earlier "
            "in the 365 days. Person 2's second medicine was issued on the index day, which does not "
            "count; person 3's came before the 365 days began."
        ),
    ),
)
def polypharmacy(records: Records, index_on: date) -> Table:
    """Return person, medicines_0_90, medicines (in 365 days) and polypharmacy (1 or 0)."""
    issued = records["prescriptions"]
    lately = days_before(index_on, cut_off("polypharmacy_days"))
    issued = issued.filter(in_period(issued.prescribed_on, days_before(index_on, YEAR)))
    # One row a medicine first, with its last day of issue: counting distinct over all rows costs more.
    each = issued.group_by("person", "code").agg(last_on=issued.prescribed_on.max())
    one, none = ibis.literal(1, "int32"), ibis.literal(0, "int32")
    counted = each.mutate(is_late=in_period(each.last_on, lately).ifelse(one, none))
    people = counted.group_by("person").agg(
        medicines_0_90=counted.is_late.sum().cast("int32"), medicines=counted.count().cast("int32")
    )
    many = people.medicines_0_90 >= cut_off("polypharmacy_medicines")
    return people.mutate(polypharmacy=many.ifelse(one, none))

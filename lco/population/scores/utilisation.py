"""What care each person used in the twelve months before a day."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.periods import Period, twelve_months_before
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records, in_period, whole_sum
from lco.records.tables import AdmissionMethod

MEASURES = ("emergency_admissions", "attendances", "bed_days", "contacts", "cost_pence")


@score(
    title="Use of care in twelve months",
    why="What care people used lately says most about what they will use next, and what it costs.",
    source="Records of admissions, attendances, contacts and costs; definitions of our own design",
    owner="Head of analytics",
    next_review=date(2027, 4, 1),
    unit="counts, nights and pence",
    when_absent=dict.fromkeys(MEASURES, 0),
    example=Example(
        given={
            "admissions": """
                person | starts_on  | ends_before | method
                1      | 2017-03-30 | 2017-04-03  | emergency
                1      | 2017-06-01 | 2017-06-05  | emergency
                1      | 2018-03-31 |             | emergency
                1      | 2018-04-01 | 2018-04-09  | emergency
                2      | 2017-06-01 | 2017-06-01  | elective
            """,
            "attendances": """
                person | attended_on | kind
                1      | 2017-04-01  | emergency_department
                1      | 2018-04-01  | emergency_department
            """,
            "contacts": """
                person | contacted_on | setting
                3      | 2017-12-25   | community
                3      | 2018-01-25   | general_practice
            """,
            "costs": """
                person | incurred_on | setting   | pence
                1      | 2017-04-01  | inpatient | 150000
                1      | 2017-07-01  | inpatient | 50001
                1      | 2017-03-31  | inpatient | 99
            """,
        },
        expect={
            1: {
                "emergency_admissions": 2,
                "attendances": 1,
                "bed_days": 7,
                "contacts": 0,
                "cost_pence": 200001,
            },
            2: {"emergency_admissions": 0, "attendances": 0, "bed_days": 0, "contacts": 0, "cost_pence": 0},
            3: {"emergency_admissions": 0, "attendances": 0, "bed_days": 0, "contacts": 2, "cost_pence": 0},
        },
        working=(
            "Of 2017/18, person 1's stays hold 2 nights of the one that began in March 2017, 4 of June and 1 "
            "of the one still going on: 7 bed-days; two of them began in the year. A day case has no night."
        ),
    ),
)
def utilisation(records: Records, index_on: date) -> Table:
    """Return person and the `MEASURES`, for people with any use of care in the twelve months.

    Nights count where they fall in the twelve months, whenever the stay began; a stay without an end
    lasts to the index day.
    """
    period = twelve_months_before(index_on)
    parts = [
        _admissions(records, period),
        _bed_days(records, period),
        _count(records["attendances"], "attended_on", "attendances", period),
        _count(records["contacts"], "contacted_on", "contacts", period),
        _costs(records, period),
    ]
    rows = reduce(lambda one, other: one.union(other), parts)
    return rows.group_by("person").agg(**{name: whole_sum(rows[name]) for name in MEASURES})


def _measured(rows: Table, **values: Any) -> Table:
    """Return one row per person with some measures, the others 0, so that all parts can be stacked."""
    columns = {name: values.get(name, ibis.literal(0)).cast("int64") for name in MEASURES}
    return rows.select(rows.person, **columns)


def _count(events: Table, day: str, measure: str, period: Period) -> Table:
    counted = events.filter(in_period(events[day], period)).group_by("person").agg(n=lambda t: t.count())
    return _measured(counted, **{measure: counted.n})


def _admissions(records: Records, period: Period) -> Table:
    spells = records["admissions"]
    emergencies = spells.filter(spells.method == AdmissionMethod.EMERGENCY.value)
    return _count(emergencies, "starts_on", "emergency_admissions", period)


def _bed_days(records: Records, period: Period) -> Table:
    spells = records["admissions"]
    first, last = ibis.literal(period.starts_on), ibis.literal(period.ends_before)
    spells = spells.filter(
        spells.starts_on < last, spells.ends_before.isnull() | (spells.ends_before > first)
    )
    begins = ibis.greatest(spells.starts_on, first)
    ends = ibis.least(spells.ends_before.coalesce(last), last)
    nights = spells.select("person", nights=ends.delta(begins, unit="day"))
    summed = nights.group_by("person").agg(nights=whole_sum(nights.nights))
    return _measured(summed, bed_days=summed.nights)


def _costs(records: Records, period: Period) -> Table:
    costs = records["costs"]
    costs = costs.filter(in_period(costs.incurred_on, period))
    summed = costs.group_by("person").agg(pence=whole_sum(costs.pence))
    return _measured(summed, cost_pence=summed.pence)

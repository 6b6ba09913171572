"""How much of the cost falls on few people, looking back and looking ahead: two figures, never confused.

Looking back, the costliest twentieth of this year's people account for much of this year's cost, and must:
they were chosen by it. Looking ahead asks what matters for planning: of the people who stood first a year
ago, before anything of the year was known, how much of the year's cost fell on them.

People whose care cost nothing count among the people, in both.
"""

from __future__ import annotations

from typing import Any

from ibis.expr.types import Table

from lco.periods import Period
from lco.population.areas import Areas
from lco.population.tables import in_period, whole_sum
from lco.quantities import Kind
from lco.store.figures import Figure

TOP_PERCENT = 5


def first_people(people: int, *, percent: int = TOP_PERCENT) -> int:
    """Return how many people are the first so many per cent, rounded up to whole people."""
    return -(-people * percent // 100)


def costs_of(costs: Table, period: Period) -> Table:
    """Return person and pence: what the care of each person cost in a period.

    Args:
        costs: the record table of costs.
        period: the period.
    """
    inside = costs.filter(in_period(costs.incurred_on, period))
    return inside.group_by("person").agg(pence=whole_sum(inside.pence))


def retrospective(
    con: Any, people: Table, areas: Areas, *, count: int, period: Period, smallest: int
) -> Figure:
    """Return the share of a year's cost of those whose care cost most in that same year.

    Args:
        con: the engine.
        people: person and cost_pence of the twelve months, everybody in the place.
        areas: the areas of the place.
        count: how many people there are.
        period: the twelve months.
        smallest: smallest count shown.
    """
    top = first_people(count)
    costliest = people.order_by([people.cost_pence.desc(), people.person]).limit(top)
    spent, total = (_pence(con, table, "cost_pence") for table in (costliest, people))
    working = (
        f"Cost of the {top:,} people whose care cost most in the twelve months, over the cost of all "
        f"{count:,}. It looks back: who will cost most next year is another question."
    )
    return _figure(
        "top5",
        "concentration",
        "Share of cost of the costliest 5% of people, looking back",
        working,
        (spent, total),
        areas=areas,
        period=period,
        is_hidden=0 < top < smallest,
        inputs=(f"population/{areas.place}", *_RECORDS),
    )


def prospective(
    con: Any, stood: Table, costs: Table, areas: Areas, *, count: int, period: Period, smallest: int
) -> Figure:
    """Return the share of a year's cost that fell on those who stood first before it began.

    Everybody counts who lived in the place as the year began, also who left or died within it, with what
    their care cost until then. What people cost who came later is in neither sum.

    Args:
        con: the engine.
        stood: person and rank on the day the year began, by what was known then.
        costs: the record table of costs.
        areas: the areas of the place.
        count: how many people `stood` holds.
        period: the year.
        smallest: smallest count shown.
    """
    flagged = first_people(count)
    spent_on = costs_of(costs, period)
    joined = stood.select("person", "rank").left_join(spent_on, "person")
    everybody = joined.select(stood["rank"], pence=spent_on.pence.fill_null(0))
    first = everybody.filter(everybody["rank"] <= flagged)
    spent, total = (_pence(con, table, "pence") for table in (first, everybody))
    working = (
        f"Cost from {period.starts_on} to before {period.ends_before} of the {flagged:,} people who stood "
        f"first in need on {period.starts_on}, by what was known then, over the cost of all {count:,} who "
        "lived there on that day. It looks ahead, so it is lower than the share looking back."
    )
    return _figure(
        "prospective",
        "concentration_prospective",
        "Share of the year's cost that fell on the 5% of people who stood first before it",
        working,
        (spent, total),
        areas=areas,
        period=period,
        is_hidden=0 < flagged < smallest,
        inputs=_RECORDS,
    )


_RECORDS = (
    "records/people",
    "records/addresses",
    "records/registrations",
    "records/deaths",
    "records/costs",
)


def _pence(con: Any, people: Table, column: str) -> int:
    found = con.to_pyarrow(people.agg(pence=whole_sum(people[column]))).to_pylist()
    return int(found[0]["pence"] or 0)


def _figure(
    name: str,
    definition: str,
    label: str,
    working: str,
    pence: tuple[int, int],
    *,
    areas: Areas,
    period: Period,
    is_hidden: bool,
    inputs: tuple[str, ...],
) -> Figure:
    spent, total = pence
    is_shown = not is_hidden and total > 0
    return Figure(
        figure=f"concentration/{name}",
        definition=definition,
        label=label,
        area=areas.place,
        period=period.label(),
        value=100 * spent / total if is_shown else None,
        numerator=spent / 100 if is_shown else None,
        denominator=total / 100 if is_shown else None,
        unit="per cent of cost",
        kind=Kind.FLOW.value,
        is_suppressed=is_hidden,
        source="record tables costs and people",
        working=working,
        inputs=inputs,
    )

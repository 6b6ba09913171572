"""What the indicators of the teams' own work share: a clock that starts, what stops it, who is left out.

A row counts in the period in which its days were over: who is still within them is no failure, and who was
quick is not counted before the slow ones could be. Who died or withdrew within the days, before what was
waited for, is left out: nobody could do it any more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.outcomes.indicator import Ratio
from lco.periods import Period
from lco.population.neighbourhoods import events_placed
from lco.population.tables import Records, in_period
from lco.records.tables import CaseAct

LEAVES = (CaseAct.RECORD_DEATH, CaseAct.WITHDRAW)


def acts(records: Records, *which: CaseAct) -> Table:
    """Return the acts of these kinds: person, case, acted_on. An ending that was taken back never was."""
    events = records["case_events"]
    of_case = ibis.window(group_by=events.case, order_by=events.event)
    events = events.mutate(next_act=events.act.lead().over(of_case))
    stood = (events.next_act != int(CaseAct.REOPEN)).fill_null(True)
    wanted = events.act.isin([int(act) for act in which])
    return events.filter(stood & wanted).select("person", "case", "acted_on")


def first_acts(records: Records, *which: CaseAct) -> Table:
    """Return the first of these acts of each case, one row a case: person, case, began_on."""
    found = acts(records, *which)
    return found.group_by("person", "case").agg(began_on=found.acted_on.min())


def done_within(records: Records, began: Table, done: Table, *, days: int, period: Period) -> Ratio:
    """Return of what began, and whose days were over in the period, what was done within them.

    Args:
        records: the records of the place.
        began: person, case, began_on; one row a case.
        done: case, done_on; any number of rows a case, those before it began do not count.
        days: how many days there are, the last of them among them.
        period: period in which the last day lies.

    Returns:
        the done and all that could be, each where the person lived on the day it began.
    """
    back = timedelta(days=days)
    due = began.filter(in_period(began.began_on, Period(period.starts_on - back, period.ends_before - back)))
    took = _first_after(due, done, "case")
    left = acts(records, *LEAVES)
    withdrew = _first_after(due, left.select("case", done_on=left.acted_on), "case")
    deaths = records["deaths"].select("person", done_on=records["deaths"].died_on)
    died = _first_after(due, deaths, "person")
    rows = due.select("person", "case", "began_on")
    for name, found in (("took", took), ("withdrew", withdrew), ("died", died)):
        rows = rows.left_join(found, "case").select(rows, **{name: found.days})
    is_done = _is_within(rows.took, days)
    is_gone = _is_within(rows.withdrew, days) | _is_within(rows.died, days)
    counted = events_placed(rows.mutate(is_done=is_done, is_gone=is_gone), "began_on", records)
    return Ratio(
        numerator=counted.filter(counted.is_done),
        denominator=counted.filter(counted.is_done | ~counted.is_gone),
    )


def _first_after(began: Table, done: Table, by: str) -> Table:
    """Return case and days from its beginning to the first of `done` on or after it."""
    both = began.join(done.select(by, "done_on"), by)
    after = both.filter(both.done_on >= both.began_on)
    return after.group_by("case").agg(days=after.done_on.delta(after.began_on, unit="day").min())


def _is_within(took: Any, days: int) -> Any:
    return (took <= ibis.literal(days)).fill_null(False)

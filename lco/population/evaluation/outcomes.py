"""What can be counted of people in the records, and for how long each was there to be counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from ibis.expr.types import Table

from lco.population.evaluation.candidates import Doubles, EvaluationRefused, Longs
from lco.population.tables import Records, whole_sum
from lco.records.tables import AdmissionMethod

YEAR_DAYS = 365
_YEAR = 365.25
_PENCE = 100
_NEVER = date(9999, 1, 1)


@dataclass(frozen=True)
class Outcome:
    """Something counted: its table, its day, its name in words, plural."""

    table: str
    day: str
    label: str


OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        "emergency_admissions": Outcome("admissions", "starts_on", "emergency admissions"),
        "attendances": Outcome("attendances", "attended_on", "emergency attendances"),
        "contacts": Outcome("contacts", "contacted_on", "contacts outside hospital"),
        "cost_pounds": Outcome("costs", "incurred_on", "pounds of care"),
    }
)


def events_of(records: Records, outcome: str) -> Table:
    """Return person, `on` and `amount` (pence for costs, else 1) of everything counted as `outcome`."""
    declared = OUTCOMES[outcome]
    rows = records[declared.table]
    if outcome == "emergency_admissions":
        rows = rows.filter(rows.method == AdmissionMethod.EMERGENCY.value)
    amount = rows.pence if outcome == "cost_pounds" else ibis.literal(1, "int64")
    return rows.select("person", on=rows[declared.day], amount=amount)


def recorded_days(records: Records, outcome: str) -> tuple[date, date]:
    """Return the first and the last day with an event of `outcome`.

    Raises:
        EvaluationRefused: when the records have none.
    """
    events = events_of(records, outcome)
    row = records.con.to_pyarrow(events.agg(first=events.on.min(), last=events.on.max())).to_pylist()[0]
    if row["first"] is None:
        raise EvaluationRefused(
            f"The records hold no {OUTCOMES[outcome].label}: load them first, or count something else."
        )
    return row["first"], row["last"]


@dataclass(frozen=True)
class Followed:
    """Events and time of people around their own start, to be cut into windows of days.

    Attributes:
        row: of each event, whose it is: the place of the person in the list asked for.
        day: of each event, days from the person's start; below 0 before it.
        amount: of each event.
        left: of each person, days from the start to death or leaving; huge when neither is known.
    """

    row: Longs
    day: Longs
    amount: Doubles
    left: Longs

    def counted(self, first: int, last: int) -> Doubles:
        """Return the sum of amounts of each person on days from `first` up to and without `last`."""
        inside = (self.day >= first) & (self.day < last)
        return np.bincount(self.row[inside], self.amount[inside], len(self.left)).astype(np.float64)

    def years(self, first: int, last: int) -> Doubles:
        """Return the years of each person in the same days; days before the start count whole."""
        return np.asarray((np.clip(self.left, first, last) - first) / _YEAR, dtype=np.float64)


def followed(records: Records, people: Longs, starts_on: date, outcome: str, *, days: int) -> Followed:
    """Return events of `people` from two years before `starts_on` to `days` after, and when each left.

    Args:
        people: pseudonyms, each once.
        starts_on: the day counted from.
        outcome: key of `OUTCOMES`.
        days: length of the follow-up.
    """
    asked = ibis.memtable(
        pa.table(
            {"person": pa.array(people, pa.int64()), "row": pa.array(np.arange(len(people)), pa.int64())}
        )
    )
    events = events_of(records, outcome)
    near = events.mutate(day=events.on.delta(ibis.literal(starts_on), unit="day"))
    near = near.filter(near.day >= -2 * YEAR_DAYS, near.day < days)
    joined = near.join(asked, "person").select("row", "day", "amount")
    summed = joined.group_by("row", "day").agg(amount=whole_sum(joined.amount))
    found = records.con.to_pyarrow(summed.order_by("row", "day"))
    scale = _PENCE if outcome == "cost_pounds" else 1
    return Followed(
        row=_longs(found["row"]),
        day=_longs(found["day"]),
        amount=_longs(found["amount"]).astype(np.float64) / scale,
        left=_left(records, asked, len(people), starts_on),
    )


def _left(records: Records, asked: Table, count: int, starts_on: date) -> Longs:
    """Return days from the start to death, or to the day without address or practice in the place."""
    deaths = records["deaths"].select("person", on="died_on")
    homes = records["addresses"].select("person", "ends_before")
    lists = records["registrations"].select("person", "ends_before")
    stays = homes.union(lists).mutate(on=lambda t: t.ends_before.coalesce(ibis.literal(_NEVER)))
    gone = stays.group_by("person").agg(on=stays.on.max()).select("person", "on")
    last = deaths.union(gone)
    first = last.group_by("person").agg(on=last.on.min())
    days = first.join(asked, "person").select(
        "row", left=lambda t: t.on.delta(ibis.literal(starts_on), unit="day")
    )
    found = records.con.to_pyarrow(days)
    left = np.full(count, np.iinfo(np.int32).max, dtype=np.int64)
    left[_longs(found["row"])] = np.maximum(_longs(found["left"]), 0)
    return left


def _longs(column: Any) -> Longs:
    return np.asarray(column.to_numpy(), dtype=np.int64)

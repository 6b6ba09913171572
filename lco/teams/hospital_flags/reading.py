"""Reads hospital flags from the records: the same expressions on every engine.

Nothing recorded on or after the index day is looked at: a stay that ends on that day has not ended yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from types import MappingProxyType

import ibis
from ibis.expr.types import BooleanValue, DateValue, Table

from lco.population.opt_outs import opted_out
from lco.population.tables import Records
from lco.records.tables import AttendanceKind, OptOutKind
from lco.teams.hospital_flags.closer import open_visits
from lco.teams.hospital_flags.kinds import FlagKind, FlagRule
from lco.teams.hospital_flags.stays import stays_of


def hospital_flags(records: Records, among: Table, index_on: date, *, kinds: Sequence[FlagRule]) -> Table:
    """Return the flags of a place as of a day: person, kind, on and count, one row a person and kind.

    Who opted out of being stratified gets the flags that tell their own team of an event in their care, as a
    hospital's own notice would, and none that picks people out by a pattern in everybody's records.

    Args:
        records: the records of the place.
        among: the people to look at, by their column `person`; no others are flagged.
        index_on: day the flags are of.
        kinds: the rules to follow, one or more.
    """
    lately = max(rule.within_days + rule.gap_days for rule in kinds)
    stays = stays_of(records, index_on, ended_within_days=lately)
    parts = [_flags(records, stays, index_on, rule) for rule in kinds]
    flags = reduce(lambda one, other: one.union(other), parts).semi_join(among, "person")
    return flags.order_by("person", "kind")


def _flags(records: Records, stays: Table, index_on: date, rule: FlagRule) -> Table:
    """Return the flags of one kind, the latest of each person."""
    if rule.id is FlagKind.ATTENDED:
        found = _attended(records, index_on, rule)
    else:
        found = _OF_STAYS[rule.id](stays, rule)
    found = found.filter(_lies_within(found.on, index_on, rule.within_days))
    if rule.honours_opt_out:
        found = found.anti_join(opted_out(records, OptOutKind.STRATIFICATION), "person")
    latest = ibis.row_number().over(group_by=found.person, order_by=found.on.desc())
    last = found.mutate(place=latest)
    last = last.filter(last["place"] == 0)
    return last.select(
        person=last.person.cast("int64"),
        kind=ibis.literal(rule.id.value),
        on=last.on.cast("date"),
        count=last["count"].cast("int32"),
    )


def _in_hospital(stays: Table, rule: FlagRule) -> Table:
    now = stays.filter(~stays.is_over, stays.is_emergency, stays.nights >= rule.least)
    return now.select("person", on=now.starts_on, count=now.nights)


def _left(stays: Table, rule: FlagRule) -> Table:
    """Return the emergency stays that are over, of people who are at home now."""
    still = stays.filter(~stays.is_over).select("person")
    over = stays.filter(stays.is_over, stays.is_emergency, stays.nights >= rule.least)
    over = over.anti_join(still, "person")
    return over.select("person", on=over.left_on, count=over.nights)


def _readmitted(stays: Table, rule: FlagRule) -> Table:
    again = stays.filter(stays.is_emergency, stays.left_before.notnull())
    again = again.mutate(apart=again.starts_on.delta(again.left_before, unit="day"))
    again = again.filter(again.apart >= rule.least, again.apart <= rule.gap_days)
    return again.select("person", on=again.starts_on, count=again.apart)


def _attended(records: Records, index_on: date, rule: FlagRule) -> Table:
    """Return who attended A&E on so many different days of the window."""
    rows = open_visits(records)
    rows = rows.filter(
        rows.kind == AttendanceKind.EMERGENCY_DEPARTMENT.value,
        _lies_within(rows.attended_on, index_on, rule.within_days),
    )
    days = rows.select("person", "attended_on").distinct()
    each = days.group_by("person").agg(on=days.attended_on.max(), count=days.count())
    return each.filter(each["count"] >= rule.least)


def _lies_within(on: DateValue, index_on: date, days: int) -> BooleanValue:
    since = ibis.literal(index_on - timedelta(days=days))
    return (on >= since) & (on < ibis.literal(index_on))


_OF_STAYS: Mapping[FlagKind, Callable[[Table, FlagRule], Table]] = MappingProxyType(
    {FlagKind.IN_HOSPITAL: _in_hospital, FlagKind.LEFT_HOSPITAL: _left, FlagKind.READMITTED: _readmitted}
)

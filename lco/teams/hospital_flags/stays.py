"""Stays in hospital as people live through them: from the first night to the last, whoever wrote it down."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
from ibis.expr.types import Table

from lco.population.tables import Records
from lco.records.tables import AdmissionMethod
from lco.teams.hospital_flags.closer import open_spells


def stays_of(records: Records, index_on: date, *, ended_within_days: int) -> Table:
    """Return the stays of everybody who was in hospital lately, one row each.

    Spells that overlap or follow each other on the same day are one stay: a move to another ward or hospital
    is no discharge, and the records of two sources are not two stays. Records hold days, not hours, so who
    leaves and comes back on one day counts as not having left. A stay is an emergency when any of its spells
    is. What ends on the index day or later has not ended yet. A spell that is held closer is left out.

    Args:
        records: the records.
        index_on: day looked back from; nothing on or after it is looked at.
        ended_within_days: people whose last spell ended longer ago are left out.

    Returns:
        person, starts_on, left_on (the index day while it lasts), is_over, is_emergency, nights, left_before
        (the day the person left an earlier stay of a night or more, that is no birth; or null).
    """
    spells = _lately(_spells(records, index_on), index_on, ended_within_days)
    before = {"group_by": spells.person, "preceding": (None, 1)}
    in_order = [spells.starts_on, spells.left_on, spells.method]
    reached = spells.left_on.max().over(ibis.window(order_by=in_order, **before))
    begun = spells.mutate(is_new=(reached.isnull() | (spells.starts_on > reached)).cast("int32"))
    numbering = ibis.window(
        group_by=begun.person,
        order_by=[begun.starts_on, begun.left_on, begun.method],
        preceding=(None, 0),
    )
    numbered = begun.mutate(stay=begun.is_new.sum().over(numbering))
    stays = numbered.group_by("person", "stay").agg(
        starts_on=numbered.starts_on.min(),
        left_on=numbered.left_on.max(),
        is_emergency=(numbered.method == AdmissionMethod.EMERGENCY.value).any(),
        is_birth=(numbered.method == AdmissionMethod.MATERNITY.value).any(),
    )
    return _with_the_one_before(_measured(stays, index_on))


def _spells(records: Records, index_on: date) -> Table:
    rows, day = open_spells(records), ibis.literal(index_on)
    rows = rows.filter(rows.starts_on < day)
    left_on = ibis.greatest(ibis.least(rows.ends_before.coalesce(day), day), rows.starts_on)
    return rows.select("person", "starts_on", "method", left_on=left_on).distinct()


def _lately(spells: Table, index_on: date, days: int) -> Table:
    since = ibis.literal(index_on - timedelta(days=days))
    return spells.semi_join(spells.filter(spells.left_on >= since).select("person").distinct(), "person")


def _measured(stays: Table, index_on: date) -> Table:
    return stays.mutate(
        is_over=stays.left_on < ibis.literal(index_on),
        nights=stays.left_on.delta(stays.starts_on, unit="day").cast("int32"),
    )


def _with_the_one_before(stays: Table) -> Table:
    counts = (stays.nights > 0) & ~stays.is_birth
    left = counts.ifelse(stays.left_on, ibis.null("date"))
    earlier = ibis.window(group_by=stays.person, order_by=stays.starts_on, preceding=(None, 1))
    return stays.mutate(left_before=left.max().over(earlier)).drop("stay", "is_birth")

"""Use of care before a day, one row per person and one pass over each table of records."""

from __future__ import annotations

import operator
from datetime import date
from functools import reduce
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from lco.population.codelist import held, masks
from lco.population.cut_offs import cut_off
from lco.population.features.windows import QUARTER, TWO_YEARS, YEAR, YEAR_BEFORE, Window
from lco.population.scores import cmms
from lco.population.tables import Records, whole_sum
from lco.records.tables import PackageKind, Setting

CONTACT_SETTINGS = {
    "gp_contacts": Setting.GENERAL_PRACTICE,
    "outpatient_contacts": Setting.OUTPATIENT,
    "community_contacts": Setting.COMMUNITY,
    "mental_health_contacts": Setting.MENTAL_HEALTH,
}
HOSPITAL = (Setting.INPATIENT, Setting.OUTPATIENT, Setting.EMERGENCY_DEPARTMENT)
CARE_HOMES = (PackageKind.RESIDENTIAL, PackageKind.NURSING)


def attendances(records: Records, index_on: date) -> Table:
    """Return person and emergency attendances of three windows."""
    rows = records["attendances"]
    rows = rows.filter(TWO_YEARS.holds(rows.attended_on, index_on))

    def within(window: Window) -> IntegerValue:
        return counted(rows, window.holds(rows.attended_on, index_on))

    return rows.group_by("person").agg(
        attendances_0_90=within(QUARTER),
        attendances=within(YEAR),
        attendances_366_730=within(YEAR_BEFORE),
    )


def contacts(records: Records, index_on: date) -> Table:
    """Return person and contacts of the last year, by setting and of every setting."""
    rows = records["contacts"]
    rows = rows.filter(YEAR.holds(rows.contacted_on, index_on))
    by_setting = {
        name: counted(rows, rows.setting == setting.value) for name, setting in CONTACT_SETTINGS.items()
    }
    return rows.group_by("person").agg(**by_setting, contacts=rows.count())


def medicines(records: Records, index_on: date) -> Table:
    """Return person, different medicines of the last quarter and year, items of the year, and `often`.

    `often` has the bit of each kind of medicine issued often enough for the multimorbidity score. A
    medicine is counted once by grouping it first: counting different values inside a group costs several
    times as much.
    """
    rows = records["prescriptions"]
    rows = rows.filter(YEAR.holds(rows.prescribed_on, index_on))
    each = rows.group_by("person", "code").agg(
        last_on=rows.prescribed_on.max(), items=whole_sum(rows["items"]), issues=rows.count()
    )
    kinds = masks(records, cmms.MEDICINES)
    told = each.left_join(kinds, "code").select(each, kinds=kinds.mask_0.fill_null(0))
    return told.group_by("person").agg(
        medicines_0_90=counted(told, QUARTER.holds(told.last_on, index_on)),
        medicines=told.count(),
        items=whole_sum(told["items"]),
        often=reduce(operator.or_, [_often(told, kind) for kind in cmms.MEDICINES.groups]),
    )


def _often(told: Table, kind: str) -> IntegerValue:
    """Return the bit of a kind of medicine for those who were issued it often enough, else 0."""
    is_of_kind = held([told.kinds], cmms.MEDICINES, kind)
    issues = is_of_kind.ifelse(told.issues, 0).sum()
    _, bit = cmms.MEDICINES.place(kind)
    often: IntegerValue = (issues >= cut_off("cmms_issues")).ifelse(
        ibis.literal(bit, "int64"), ibis.literal(0, "int64")
    )
    return often


def care_packages(records: Records, index_on: date) -> Table:
    """Return person, has_care_package and is_in_care_home, for people with a package open on the day.

    A package that begins on the index day itself is not known before it.
    """
    rows = records["care_packages"]
    day = ibis.literal(index_on)
    rows = rows.filter(rows.starts_on < day, rows.ends_before.isnull() | (rows.ends_before > day))
    return rows.group_by("person").agg(
        has_care_package=rows.count() > 0,
        is_in_care_home=rows.kind.isin([kind.value for kind in CARE_HOMES]).any(),
    )


def costs(records: Records, index_on: date) -> Table:
    """Return person and pence of the last year, of hospital care in it, and of the year before."""
    rows = records["costs"]
    rows = rows.filter(TWO_YEARS.holds(rows.incurred_on, index_on))
    recent = YEAR.holds(rows.incurred_on, index_on)
    is_hospital = rows.setting.isin([setting.value for setting in HOSPITAL])

    def pence(kept: BooleanValue) -> IntegerValue:
        return whole_sum(kept.ifelse(rows.pence, ibis.literal(0, "int64")))

    spent = rows.group_by("person").agg(
        cost_pence=pence(recent), hospital_cost_pence=pence(recent & is_hospital), both=whole_sum(rows.pence)
    )
    before = spent.both - spent.cost_pence
    return spent.mutate(cost_pence_366_730=before).drop("both")


def counted(rows: Table, kept: Any) -> IntegerValue:
    """Return how many rows of a group are `kept`."""
    count: IntegerValue = rows.count(where=kept)
    return count

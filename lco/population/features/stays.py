"""Hospital stays before a day, one row per person."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import IntegerValue, Table

from lco.population.codelist import load, masks
from lco.population.features.use import counted
from lco.population.features.windows import QUARTER, REST_OF_YEAR, TWO_YEARS, YEAR, YEAR_BEFORE, Window
from lco.population.tables import Records
from lco.records.tables import AdmissionMethod, Setting

FALLS = load("falls")


def stays(records: Records, index_on: date) -> Table:
    """Return person and what the admissions table says of two years.

    A stay counts where it began. Nights count where they fall, whenever the stay began; a stay without
    an end, or one that ended later, lasts to the index day.

    Returns:
        person, emergency_admissions_0_90, _91_365, _366_730 and of the year, elective_admissions,
        bed_days, emergency_bed_days and days_since_discharge (null when none in two years).
    """
    rows = _measured(records["admissions"], index_on)

    def emergencies(window: Window) -> IntegerValue:
        return counted(rows, rows.is_emergency & window.holds(rows.starts_on, index_on))

    is_planned = rows.method == AdmissionMethod.ELECTIVE.value
    last = rows.group_by("person").agg(
        emergency_admissions_0_90=emergencies(QUARTER),
        emergency_admissions_91_365=emergencies(REST_OF_YEAR),
        emergency_admissions_366_730=emergencies(YEAR_BEFORE),
        emergency_admissions=emergencies(YEAR),
        elective_admissions=counted(rows, is_planned & YEAR.holds(rows.starts_on, index_on)),
        bed_days=rows.nights.sum(),
        emergency_bed_days=rows.is_emergency.ifelse(rows.nights, 0).sum(),
        left_on=rows.left_on.max(),
    )
    was_recent = last.left_on >= ibis.literal(TWO_YEARS.starts_on(index_on))
    since = ibis.literal(index_on).delta(last.left_on, unit="day").cast("int32")
    return last.mutate(days_since_discharge=was_recent.ifelse(since, ibis.null("int32"))).drop("left_on")


def _measured(rows: Table, index_on: date) -> Table:
    """Return the stays of two years with their nights of the last year and, when over, the day they ended."""
    day, two_years_began = ibis.literal(index_on), ibis.literal(TWO_YEARS.starts_on(index_on))
    is_recent = rows.ends_before.isnull() | (rows.ends_before >= two_years_began)
    rows = rows.filter(rows.starts_on < day, is_recent | (rows.starts_on >= two_years_began))
    begins = ibis.greatest(rows.starts_on, ibis.literal(YEAR.starts_on(index_on)))
    ends = ibis.least(rows.ends_before.coalesce(day), day)
    return rows.mutate(
        nights=(ends > begins).ifelse(ends.delta(begins, unit="day"), 0).cast("int32"),
        is_emergency=rows.method == AdmissionMethod.EMERGENCY.value,
        left_on=(rows.ends_before < day).ifelse(rows.ends_before, ibis.null("date")),
    )


def falls(records: Records, index_on: date) -> Table:
    """Return person and falls_admissions: emergency admissions of the last year after a fall.

    An admission is one after a fall when its main diagnosis is of the code list, or when a code of the
    list was recorded in hospital on the day it began: in ICD-10 a fall is the cause of an injury and
    stands beside the main diagnosis.
    """
    admissions, conditions = records["admissions"], records["conditions"]
    codes = masks(records, FALLS).select("code")
    admissions = admissions.filter(
        admissions.method == AdmissionMethod.EMERGENCY.value, YEAR.holds(admissions.starts_on, index_on)
    )
    coded = conditions.filter(
        conditions.setting == Setting.INPATIENT.value, YEAR.holds(conditions.starts_on, index_on)
    )
    fallen = coded.semi_join(codes, "code").select("person", "starts_on").distinct()
    mainly = admissions.semi_join(codes, "code").select("person", "starts_on", "spell")
    beside = admissions.semi_join(fallen, ["person", "starts_on"]).select("person", "starts_on", "spell")
    each = mainly.union(beside).distinct()
    return each.group_by("person").agg(falls_admissions=each.count())

"""The codes recorded of people before a day, wherever they were recorded."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
from ibis.expr.types import Table

from lco.periods import Period
from lco.population.tables import Records, in_period
from lco.records.tables import AdmissionMethod, Setting


def coded_before(records: Records, day: date, *, days: int | None = None) -> Table:
    """Return person and code of every diagnosis recorded before a day, main diagnoses of stays too.

    Args:
        records: the records.
        day: nothing of this day or later is looked at.
        days: how many days back are looked at; all when None.
    """
    parts = []
    for table in (records["conditions"], records["admissions"]):
        kept = table.filter(table.starts_on < ibis.literal(day), table.code.notnull())
        if days is not None:
            kept = kept.filter(kept.starts_on >= ibis.literal(day - timedelta(days=days)))
        parts.append(kept.select("person", "code"))
    return parts[0].union(parts[1])


def days_before(day: date, days: int) -> Period:
    """Return the period of a number of days that ends before a day."""
    return Period(day - timedelta(days=days), day)


def emergency_admissions(records: Records, period: Period) -> Table:
    """Return the emergency admissions that began in a period."""
    stays = records["admissions"]
    return stays.filter(stays.method == AdmissionMethod.EMERGENCY.value, in_period(stays.starts_on, period))


def coded_in_emergencies(records: Records, period: Period, *, codes: Table | None = None) -> Table:
    """Return person and code of what was coded in the emergency admissions that began in a period.

    Hospitals code a stay's diagnoses with the day of admission or a day of the stay; what was coded
    after the period is not looked at.

    Args:
        records: the records.
        period: the period.
        codes: a table with the only codes wanted, which spares finding the stay of all others.
    """
    stays = emergency_admissions(records, period)
    main = stays.filter(stays.code.notnull()).select("person", "code")
    conditions = records["conditions"]
    written = conditions.filter(
        conditions.setting == Setting.INPATIENT.value, in_period(conditions.starts_on, period)
    ).select("person", "code", written_on="starts_on")
    if codes is not None:
        written = written.semi_join(codes, "code")
    spans = stays.select("person", "starts_on", "ends_before")
    during = written.join(
        spans,
        [
            written.person == spans.person,
            written.written_on >= spans.starts_on,
            spans.ends_before.isnull()
            | (written.written_on < spans.ends_before)
            | (written.written_on == spans.starts_on),
        ],
        rname="{name}_of_stay",
    )
    return main.union(during.select("person", "code"))

"""Measures how much care the made-up people use, beside what the generator's own tables ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import numpy as np

from lco.periods import Period, twelve_months_before
from lco.records.synthetic.arrays import Doubles
from lco.records.synthetic.reference import rate_ages, rates
from lco.store.tables import AdmissionMethod, Setting

if TYPE_CHECKING:
    from lco.records.synthetic.measuring import Measured, Records

Line = tuple[str, str, str, float, "Measured"]


def usual_use(records: Records) -> list[Line]:
    """Return contacts, attendances and planned spells a person and year, beside the generator's rates."""
    from lco.records.synthetic.measuring import rate

    residents = float(records.residents())
    year = twelve_months_before(records.index_on)
    lines: list[Line] = []
    for service, meaning, table, day, column, value in _MEASURES:
        events = records.store.table(records.con, table)
        counted = events.filter(_within(events[day], year))
        if column:
            counted = counted.filter(counted[column] == value)
        count = float(records.con.execute(counted.count()))
        target = float(expected(records.by_age, service) / max(residents, 1))
        title = f"{meaning} a person and year (ours)"
        lines.append((f"use_{service}", title, "a person and year", target, rate(count, residents, 1.0)))
    return lines


_MEASURES = (
    (
        "gp",
        "Contacts with general practice",
        "contacts",
        "contacted_on",
        "setting",
        int(Setting.GENERAL_PRACTICE),
    ),
    (
        "outpatient",
        "Contacts with outpatient clinics",
        "contacts",
        "contacted_on",
        "setting",
        int(Setting.OUTPATIENT),
    ),
    (
        "community",
        "Contacts with community teams",
        "contacts",
        "contacted_on",
        "setting",
        int(Setting.COMMUNITY),
    ),
    (
        "mental_health",
        "Contacts with mental health teams",
        "contacts",
        "contacted_on",
        "setting",
        int(Setting.MENTAL_HEALTH),
    ),
    ("attendance", "Unplanned attendances", "attendances", "attended_on", None, None),
    ("elective", "Planned admissions", "admissions", "starts_on", "method", int(AdmissionMethod.ELECTIVE)),
)


def expected(by_age: Doubles, service: str) -> float:
    """Return the events that the rates of `service` give for people `by_age`."""
    band = np.searchsorted(rate_ages(), np.arange(len(by_age)), side="right") - 1
    return float((by_age * rates(service)[band]).sum())


def _within(day: Any, period: Period) -> Any:
    return (day >= ibis.date(period.starts_on)) & (day < ibis.date(period.ends_before))

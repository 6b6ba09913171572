"""Leaves out of hospital flags what is held closer than the rest: a flag is read by everybody of a team.

The same codes as where a person's events are shown: neither a stay with such a code nor the visit that led to
it is told, nor does a stay count as one the person came back from.
"""

from __future__ import annotations

from functools import reduce

import ibis
from ibis.expr.types import Table

from lco.population.sensitive import sensitive_codes
from lco.population.tables import Records


def open_spells(records: Records) -> Table:
    """Return the rows of `admissions` without a code that is held closer."""
    rows, codes = records["admissions"], _closer(records)
    return rows.filter(rows.code.isnull() | ~rows.code.isin(codes)) if codes else rows


def open_visits(records: Records) -> Table:
    """Return the rows of `attendances` that did not lead to a stay held closer, that day or the day after."""
    visits, spells, codes = records["attendances"], records["admissions"], _closer(records)
    if not codes:
        return visits
    held = spells.filter(spells.code.isin(codes))
    days = (held.starts_on, held.starts_on - ibis.interval(days=1))
    led = [
        held.select("person", attended_on=day.cast("date"), is_admitted=ibis.literal(True)) for day in days
    ]
    either = reduce(lambda one, other: one.union(other), led).distinct()
    return visits.anti_join(either, ["person", "attended_on", "is_admitted"])


def _closer(records: Records) -> list[int]:
    known = sensitive_codes(records.terminology)
    return records.codes_where(lambda code: bool(known.kinds_of(code.system, code.text)))

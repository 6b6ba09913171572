"""Reads the schedules of Open Referral (a subset of iCalendar's rules) as opening times."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

from lco.teams.directory.entries import EntryRefused, Hours, Variation
from lco.teams.directory.hours_text import Times
from lco.teams.directory.open_referral import DAYS

_BYDAY = re.compile(r"([1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_CLOSED = "Closed"


def read_schedules(schedules: list[dict[str, Any]]) -> tuple[Times, list[str]]:
    """Return the opening times, and in words what could not be understood."""
    hours: list[Hours] = []
    variations: list[Variation] = []
    left: list[str] = []
    for each in schedules:
        try:
            if (one := _varied(each)) is not None:
                variations.append(one)
            else:
                hours += _weekly(each)
        except (EntryRefused, ValueError, OverflowError):
            words = str(each.get("description") or each.get("byday") or "without words")
            left.append(f"opening times '{words[:80]}' are not understood and left out.")
    return Times(tuple(hours), tuple(variations)), left


def _varied(it: dict[str, Any]) -> Variation | None:
    first, last = _day(it.get("valid_from")), _day(it.get("valid_to"))
    if it.get("byday") or first is None or first != last:
        return None
    why = str(it.get("notes") or it.get("description") or "").strip()
    opens, closes = _time(it.get("opens_at")), _time(it.get("closes_at"))
    if opens is None or closes is None:
        return Variation(first, why="" if why == _CLOSED and not it.get("notes") else why)
    return Variation(first, opens, closes, why)


def _weekly(it: dict[str, Any]) -> list[Hours]:
    opens, closes = _time(it.get("opens_at")), _time(it.get("closes_at"))
    every = int(it.get("interval") or 1)
    found = _BYDAY.findall(str(it.get("byday") or "").upper())
    if opens is None or closes is None or not found:
        raise EntryRefused("It says no day or no time.")
    orders: dict[str, tuple[int, ...]] = {}
    for order, day in found:
        orders[day] = (*orders.get(day, ()), int(order)) if order else ()
    is_monthly = str(it.get("freq") or "WEEKLY").upper() == "MONTHLY"
    if is_monthly and not all(orders.values()):
        raise EntryRefused("A monthly time has to say which of the month.")
    last = _day(it.get("valid_to"))
    return [
        Hours(
            weekday=DAYS.index(day),
            opens=opens,
            closes=closes,
            every=every,
            of_month=of_month,
            starts_on=_day(it.get("dtstart")) or _day(it.get("valid_from")),
            ends_before=last + timedelta(days=1) if last else None,
        )
        for day, of_month in orders.items()
    ]


def _time(value: Any) -> time | None:
    return time.fromisoformat(value[:5]) if isinstance(value, str) and value else None


def _day(value: Any) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None

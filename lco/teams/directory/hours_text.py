"""Opening times as people write them, a line each, and back again.

::

    Tuesday 10:00-12:00
    first Monday 14:00-16:00
    every other Friday from 6 January 2026 09:30-11:30
    Thursday 18:00-20:00 until 31 July 2026
    closed 25 December 2026: Christmas
    29 December 2026 10:00-11:00: short day
"""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date, time, timedelta

from lco.teams.directory.entries import WEEKDAYS, EntryRefused, Hours, Variation

_ORDER = ("first", "second", "third", "fourth", "fifth")
_MONTHS = tuple(month_name[1:])
_TIME = r"(\d{1,2}[:.]\d{2})\s*(?:-|–|to)\s*(\d{1,2}[:.]\d{2})"
_DAY = r"(\d{1,2}\s+[A-Za-z]+\s+\d{4})"
_WEEKLY = re.compile(
    rf"^(?P<order>(?:(?:first|second|third|fourth|fifth)(?:,\s*|\s+and\s+)?)+\s+)?(?P<other>every other\s+)?"
    rf"(?P<weekday>[A-Za-z]+?)s?(?:\s+from\s+(?P<first>{_DAY[1:-1]}))?"
    r"\s+(?P<opens>\d{1,2}[:.]\d{2})\s*(?:-|–|to)\s*(?P<closes>\d{1,2}[:.]\d{2})"
    rf"(?:\s+until\s+(?P<last>{_DAY[1:-1]}))?$",
    re.I,
)
_CLOSED = re.compile(rf"^closed\s+(?:on\s+)?{_DAY}(?:\s*:\s*(.+))?$", re.I)
_VARIED = re.compile(rf"^{_DAY}\s+{_TIME}(?:\s*:\s*(.+))?$", re.I)


@dataclass(frozen=True)
class Times:
    """The weekly hours and the days that differ."""

    hours: tuple[Hours, ...] = ()
    variations: tuple[Variation, ...] = ()


def parse_times(text: str) -> Times:
    """Read opening times, one a line; empty lines count for nothing.

    Raises:
        EntryRefused: naming the line that cannot be read and how to write it.
    """
    hours: list[Hours] = []
    variations: list[Variation] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = " ".join(line.split())
        if not words:
            continue
        try:
            found = _line(words)
        except EntryRefused as refused:
            raise EntryRefused(f"Line {number} of the opening times: {refused}") from refused
        (hours if isinstance(found, Hours) else variations).append(found)  # type: ignore[arg-type]
    return Times(tuple(hours), tuple(variations))


def write_times(times: Times) -> str:
    """Return the lines that `parse_times` reads back as the same times."""
    lines = [write_hours(each) for each in times.hours]
    return "\n".join([*lines, *(_variation(each) for each in times.variations)])


def write_hours(hours: Hours) -> str:
    """Return one weekly opening in words, ``first Monday 14:00-16:00``."""
    order = " and ".join(_ORDER[each - 1] for each in sorted(hours.of_month))
    parts = [
        order,
        "every other" if hours.every == 2 else "",
        WEEKDAYS[hours.weekday],
        f"from {_written(hours.starts_on)}" if hours.starts_on else "",
        _span(hours.opens, hours.closes),
        f"until {_written(hours.ends_before - timedelta(days=1))}" if hours.ends_before else "",
    ]
    return " ".join(part for part in parts if part)


def _variation(each: Variation) -> str:
    why = f": {each.why}" if each.why else ""
    if each.opens is None or each.closes is None:
        return f"closed {_written(each.on)}{why}"
    return f"{_written(each.on)} {_span(each.opens, each.closes)}{why}"


def _line(words: str) -> Hours | Variation:
    if found := _CLOSED.match(words):
        return Variation(_day(found[1]), why=(found[2] or "").strip())
    if found := _VARIED.match(words):
        return Variation(_day(found[1]), _time(found[2]), _time(found[3]), (found[4] or "").strip())
    if found := _WEEKLY.match(words):
        last = _day(found["last"]) if found["last"] else None
        return Hours(
            weekday=_weekday(found["weekday"]),
            opens=_time(found["opens"]),
            closes=_time(found["closes"]),
            every=2 if found["other"] else 1,
            of_month=_of_month(found["order"] or ""),
            starts_on=_day(found["first"]) if found["first"] else None,
            ends_before=last + timedelta(days=1) if last else None,
        )
    raise EntryRefused(
        f"'{words[:60]}' cannot be read. Write 'Tuesday 10:00-12:00', 'first Monday 14:00-16:00' "
        "or 'closed 25 December 2026'."
    )


def _of_month(words: str) -> tuple[int, ...]:
    return tuple(number for number, name in enumerate(_ORDER, start=1) if name in words.lower())


def _weekday(word: str) -> int:
    named = [number for number, name in enumerate(WEEKDAYS) if name.lower().startswith(word.lower())]
    if len(word) < 3 or len(named) != 1:
        raise EntryRefused(f"'{word[:20]}' is no day of the week.")
    return named[0]


def _time(word: str) -> time:
    hour, minute = (int(part) for part in re.split("[:.]", word))
    if hour > 23 or minute > 59:
        raise EntryRefused(f"'{word}' is no time of day: write 09:30.")
    return time(hour, minute)


def _day(words: str) -> date:
    day, month, year = words.split()
    number = [at for at, name in enumerate(_MONTHS, start=1) if name.lower().startswith(month.lower()[:9])]
    try:
        if len(month) < 3 or len(number) != 1:
            raise ValueError
        return date(int(year), number[0], int(day))
    except ValueError:
        raise EntryRefused(f"'{words[:40]}' is no day: write 25 December 2026.") from None


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _span(opens: time, closes: time) -> str:
    return f"{opens:%H:%M}-{closes:%H:%M}"

"""Reads a day as it is said and typed in a meeting: ``6 8 2026``, ``6 August``, ``6 weeks``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from lco.periods import months_after

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LEAST_LETTERS = 3
_CENTURY = 2000
_FAR = {"d": 3650, "w": 520, "m": 120}
_AFTER = re.compile(r"^(?:in )?(\d{1,4}) ?(days?|d|weeks?|w|months?|m)$")
_WRITTEN = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[ ./-](\d{1,2})(?:[ ./-](\d{4}|\d{2}))?$")
_WORDS = re.compile(r"^(\d{1,2}) ([a-z]+)(?: (\d{4}))?$")
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {"6 8 2026": "the day in numbers", "6 August": "the next 6 August", "6 weeks": "6 weeks from today"}
)


class DayRefused(ValueError):
    """What was typed is no day; the message says what to type."""


def day_meant(text: str, *, on: date) -> date:
    """Return the day meant by `text`, typed on the day `on`.

    Days stand before months. Without a year the next such day is meant, today or later; ``2 weeks``, ``10d``
    and ``3 months`` are counted from `on`.

    Raises:
        DayRefused: when it is no day.
    """
    said = " ".join(text.lower().replace(",", " ").split())
    try:
        found = _after(said, on) or _in_full(said) or _numbers(said, on) or _words(said, on)
    except (ValueError, OverflowError) as wrong:
        raise DayRefused("There is no such day: check it") from wrong
    if found is None:
        raise DayRefused("Enter a day such as 6 8 2026, 6 August or 6 weeks")
    return found


def _after(said: str, on: date) -> date | None:
    found = _AFTER.match(said)
    if found is None:
        return None
    number, unit = int(found[1]), found[2][0]
    if number > _FAR[unit]:
        raise ValueError("too far")
    if unit == "m":
        return months_after(on, number)
    return on + timedelta(days=number if unit == "d" else 7 * number)


def _in_full(said: str) -> date | None:
    found = _WRITTEN.match(said)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numbers(said: str, on: date) -> date | None:
    found = _NUMBERS.match(said)
    if found is None:
        return None
    year = None if found[3] is None else int(found[3]) + (_CENTURY if len(found[3]) == 2 else 0)
    return _of(int(found[1]), int(found[2]), year, on)


def _words(said: str, on: date) -> date | None:
    found = _WORDS.match(said)
    if found is None or len(found[2]) < _LEAST_LETTERS:
        return None
    months = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(found[2])]
    if len(months) != 1:
        return None
    return _of(int(found[1]), months[0], int(found[3]) if found[3] else None, on)


def _of(day: int, month: int, year: int | None, on: date) -> date:
    if year is not None:
        return date(year, month, day)
    # The 29th of February may be up to eight years away.
    for later in range(9):
        try:
            found = date(on.year + later, month, day)
        except ValueError:
            continue
        if found >= on:
            return found
    raise ValueError("no such day")

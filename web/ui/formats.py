"""How numbers, money, dates and NHS numbers are written on every page and in every export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import Any

from django.utils import timezone

NOTHING = "–"
SUPPRESSED = "suppressed"
_NO_BREAK = "\u00a0"
_MINUS = "\u2212"
Number = int | float | Decimal


def _is_nan(value: Number) -> bool:
    return isinstance(value, float) and isnan(value)


def number(value: Number | None, places: int = 0) -> str:
    """Return ``229,192``; a dash for None; a true minus sign."""
    if value is None or _is_nan(value):
        return NOTHING
    text = f"{abs(value):,.{places}f}"
    is_below_zero = value < 0 and any(digit in "123456789" for digit in text)
    return f"{_MINUS}{text}" if is_below_zero else text


def percent(share: Number | None, places: int = 1) -> str:
    """Return ``5.9%`` for the share 0.059."""
    return NOTHING if share is None else f"{number(share * 100, places)}%"


def pounds(value: Number | None, places: int = 0) -> str:
    """Return ``£1,234``, or ``−£1,234`` below zero."""
    if value is None:
        return NOTHING
    text = number(value, places)
    return f"{_MINUS}£{text[1:]}" if text.startswith(_MINUS) else f"£{text}"


def pence(value: int | None) -> str:
    """Return pence as pounds, ``£12.34``."""
    return NOTHING if value is None else pounds(Decimal(value) / 100, 2)


def thousands(value: Number | None, places: int = 0) -> str:
    """Return thousands of pounds, ``£229,192 thousand``."""
    return NOTHING if value is None else f"{pounds(value, places)} thousand"


def millions(value: Number | None, places: int = 1) -> str:
    """Return millions of pounds, ``£134.5 million``."""
    return NOTHING if value is None else f"{pounds(value, places)} million"


def day(value: date | None) -> str:
    """Return ``6 August 2026``."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return f"{local.day}{_NO_BREAK}{local:%B}{_NO_BREAK}{local.year}"


def instant(value: datetime | None) -> str:
    """Return ``6 August 2026, 14:05`` in London time."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)}, {local:%H:%M}"


def nhs_number(value: str | None) -> str:
    """Return ``999 123 4567``, never broken over two lines."""
    if not value:
        return NOTHING
    digits = "".join(value.split())
    return _NO_BREAK.join((digits[:3], digits[3:6], digits[6:])) if len(digits) == 10 else value


def yes_no(value: bool | None) -> str:
    """Return ``Yes`` or ``No``."""
    return NOTHING if value is None else ("Yes" if value else "No")


def plain(value: Any) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Return any value as a page shows it."""
    match value:
        case None | "":
            return NOTHING
        case bool():
            return yes_no(value)
        case datetime():
            return instant(value)
        case date():
            return day(value)
        case int():
            return number(value)
        case float() | Decimal():
            return number(value, 1)
        case _:
            return str(value)


def quantity(value: Number | None, unit: str, *, is_suppressed: bool = False) -> str:
    """Return a value with its unit in words; a suppressed value is never a zero."""
    if is_suppressed:
        return SUPPRESSED
    if value is None or _is_nan(value):
        return NOTHING
    written = _UNITS.get(unit)
    if written:
        return written(value)
    return f"{bare(value, unit)} {unit}".strip()


def bare(value: Number | None, unit: str, *, is_suppressed: bool = False) -> str:
    """Return a value without the words of its unit, ``94.2`` for 94.2 admissions per 1,000 people."""
    if not is_suppressed and value is not None and unit in _BARE:
        return _BARE[unit](value)
    if is_suppressed or value is None or _is_nan(value) or unit in _UNITS:
        return quantity(value, unit, is_suppressed=is_suppressed)
    return number(value, _places(value, unit))


def _places(value: Number, unit: str) -> int:
    # A rate keeps its decimal, 104.0 beside 112.5; a count has none.
    return 1 if " per " in unit or not float(value).is_integer() else 0


def period(value: str) -> str:
    """Return a period as a page shows it: a day in words, ``2017/18`` as it is."""
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


_UNITS: dict[str, Callable[[Number], str]] = {
    "": lambda value: number(value, 0 if float(value).is_integer() else 1),
    "people": lambda value: number(value),  # noqa: PLW0108 - its second argument is not a unit's
    "GBP": pounds,
    "GBP thousand": thousands,
    "GBP million": millions,
    "GBP per person": lambda value: f"{pounds(value)} per person",
    "per cent of cost": lambda value: f"{number(value, 1)}% of cost",
    "per cent of people": lambda value: f"{number(value, 1)}% of people",
    "percent": lambda value: f"{number(value, 1)}%",
    "%": lambda value: f"{number(value, 1)}%",
    "share": percent,
    "proportion": percent,
}

_BARE: dict[str, Callable[[Number], str]] = {
    "GBP per person": pounds,
    "per cent of cost": lambda value: f"{number(value, 1)}%",
    "per cent of people": lambda value: f"{number(value, 1)}%",
}
# Units as words beside a bare number; a unit that is not here is words already.
_UNIT_WORDS = {
    "people": "",
    "GBP": "",
    "GBP thousand": "",
    "GBP per person": "a person",
    "per cent of cost": "of all cost",
    "per cent of people": "of people",
}


def unit_words(unit: str) -> str:
    """Return what has to be said beside a number written by `bare`."""
    return _UNIT_WORDS.get(unit, unit)


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "percent": percent,
    "pounds": pounds,
    "pence": pence,
    "thousands": thousands,
    "millions": millions,
    "day": day,
    "instant": instant,
    "nhs_number": nhs_number,
    "yes_no": yes_no,
    "plain": plain,
    "quantity": quantity,
    "bare": bare,
    "period": period,
    "unit_words": unit_words,
}

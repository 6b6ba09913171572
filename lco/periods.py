"""Periods of time, half-open: a period holds its first day and not the day it ends before.

Days are civil days in Europe/London. A financial year runs from 1 April to 31 March and is
written ``2017/18``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date

_FINANCIAL_YEAR = re.compile(r"^(\d{4})/(\d{2})$")


class PeriodRefused(ValueError):
    """A period that cannot be; the message says why, in a sentence."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from `starts_on` up to, and without, `ends_before`."""

    starts_on: date
    ends_before: date

    def __post_init__(self) -> None:
        if self.ends_before <= self.starts_on:
            raise PeriodRefused(
                f"A period from {self.starts_on} that ends before {self.ends_before} holds no day: "
                "give an end later than the start."
            )

    @property
    def days(self) -> int:
        """Number of days in the period."""
        return (self.ends_before - self.starts_on).days

    def holds(self, day: date) -> bool:
        """Say whether `day` lies in the period."""
        return self.starts_on <= day < self.ends_before

    def label(self) -> str:
        """Return ``2017/18`` for a financial year, else both bounds as ISO dates."""
        starts, ends = self.starts_on, self.ends_before
        is_year = (starts.month, starts.day, ends.month, ends.day) == (4, 1, 4, 1)
        if is_year and ends.year == starts.year + 1:
            return f"{starts.year}/{ends.year % 100:02d}"
        return f"{starts.isoformat()} to before {ends.isoformat()}"


def financial_year(label: str) -> Period:
    """Return the financial year written ``2017/18``.

    Raises:
        PeriodRefused: when `label` is not two years that follow each other.
    """
    match = _FINANCIAL_YEAR.match(label)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise PeriodRefused(f"'{label}' is no financial year: write it like 2017/18.")
    first = int(match[1])
    return Period(date(first, 4, 1), date(first + 1, 4, 1))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier; the last of the month where that month is shorter.

    Raises:
        PeriodRefused: when `months` is negative or leads before the year 1.
    """
    if months < 0:
        raise PeriodRefused(f"{months} months back cannot be: give 0 or more.")
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        raise PeriodRefused(f"{months} months before {day} lie before the year 1: give fewer.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month where that month is shorter.

    Raises:
        PeriodRefused: when `months` is negative or leads past the year 9999.
    """
    if months < 0:
        raise PeriodRefused(f"{months} months on cannot be: give 0 or more.")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        raise PeriodRefused(f"{months} months after {day} lie past the year {MAXYEAR}: give fewer.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def twelve_months_before(index_on: date) -> Period:
    """Return the twelve months that end before `index_on`; 29 February counts back to 28 February."""
    return Period(months_before(index_on, 12), index_on)


def whole_years(born_on: date, day: date) -> int:
    """Return the age on `day` in whole years; who was born on 29 February is a year older on 1 March.

    >>> whole_years(date(1940, 8, 6), date(2018, 8, 5))
    77
    """
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))

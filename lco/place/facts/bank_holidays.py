"""Bank holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class BankHoliday(Fact):
    """A day on which most services are closed.

    Fields:
        day: the day, or its substitute when it falls on a weekend
        name: what it is
    """

    FILE: ClassVar[str] = "bank_holidays.csv"
    KEY: ClassVar[tuple[str, ...]] = ("day",)
    TITLE: ClassVar[str] = "Bank holidays"

    day: date
    name: str

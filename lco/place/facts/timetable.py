"""Timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Milestone(Fact):
    """A date or span the papers give. Half-open: it ends before `ends_before`; one day has the next day
    there. Dates printed as a month or year are its first day.

    Fields:
        id: short name
        title: short title
        starts_on: first day
        ends_before: the day before which it ends; blank for a moment or open end
        printed: date as printed
        note: what a reader should know
    """

    FILE: ClassVar[str] = "timetable.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Timetable"

    id: str
    title: str
    starts_on: date
    ends_before: date | None = None
    printed: str
    note: str | None = None

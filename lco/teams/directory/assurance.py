"""How lately somebody checked an entry of the directory with those who run the service."""

from __future__ import annotations

from datetime import date

from lco.periods import months_after
from lco.teams.directory.entries import Entry
from lco.teams.standard import Standard, Standards, Topic, Unit

STANDARDS: tuple[Standard, ...] = (
    Standard(
        "months_assured",
        "A service of the directory counts as checked for",
        6,
        Unit.MONTHS,
        Topic.COMMUNITY,
        "Design choice: times and places of groups change twice a year",
    ),
)


def is_assured(entry: Entry, *, on: date, known: Standards) -> bool:
    """Say whether somebody checked the entry lately enough before `on`, by the standards of the place."""
    return entry.assured_on is not None and months_after(entry.assured_on, known["months_assured"]) > on


def months_since(day: date, *, on: date) -> int:
    """Count the whole months from `day` to `on`, 0 when `day` is later."""
    whole = (on.year - day.year) * 12 + on.month - day.month
    return max(0, whole - (months_after(day, whole) > on if whole > 0 else 0))

"""When a service is open: weekly hours, days that differ, bank holidays. Days and times are London's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lco.teams.directory.entries import Hours, Sitting
from lco.teams.standard import Standard, Topic, Unit

STANDARDS: tuple[Standard, ...] = (
    Standard(
        "days_look_ahead",
        "The next opening of a service is looked for so far ahead",
        62,
        Unit.DAYS,
        Topic.COMMUNITY,
        "Design choice: two months hold every monthly session",
    ),
)


@dataclass(frozen=True)
class Opening:
    """One opening on one day."""

    on: date
    opens: time
    closes: time
    note: str = ""


def openings_on(sitting: Sitting, day: date, *, bank_holidays: Collection[date]) -> tuple[Opening, ...]:
    """Return the openings of a day, in order; a day that differs replaces the weekly hours of that day."""
    varied = [each for each in sitting.variations if each.on == day]
    if varied:
        return tuple(
            Opening(day, each.opens, each.closes, each.why)
            for each in sorted(varied, key=lambda each: each.opens or time.min)
            if each.opens is not None and each.closes is not None
        )
    if day in bank_holidays and not sitting.is_open_on_bank_holidays:
        return ()
    weekly = [each for each in sitting.hours if _falls_on(each, day)]
    return tuple(Opening(day, each.opens, each.closes) for each in sorted(weekly, key=lambda it: it.opens))


def open_at(sitting: Sitting, at: datetime, *, bank_holidays: Collection[date]) -> Opening | None:
    """Return the opening that holds at `at` (London time), or None. It holds up to and without its end."""
    for each in openings_on(sitting, at.date(), bank_holidays=bank_holidays):
        if each.opens <= at.time().replace(tzinfo=None) < each.closes:
            return each
    return None


def next_open(
    sitting: Sitting, at: datetime, *, bank_holidays: Collection[date], days: int
) -> Opening | None:
    """Return the opening that holds at `at` or the first after it; None where `days` hold none."""
    now = at.time().replace(tzinfo=None)
    for ahead in range(days):
        day = at.date() + timedelta(days=ahead)
        for each in openings_on(sitting, day, bank_holidays=bank_holidays):
            if ahead or each.closes > now:
                return each
    return None


def why_closed(sitting: Sitting, day: date, *, bank_holidays: Collection[date]) -> str:
    """Say in words why a sitting has no opening on `day`."""
    for each in sitting.variations:
        if each.on == day and each.opens is None:
            return f"closed that day{f': {each.why}' if each.why else ''}"
    if day in bank_holidays and not sitting.is_open_on_bank_holidays:
        return "closed on bank holidays"
    return "not held on that day"


def _falls_on(hours: Hours, day: date) -> bool:
    if day.weekday() != hours.weekday:
        return False
    if hours.starts_on is not None and day < hours.starts_on:
        return False
    if hours.ends_before is not None and day >= hours.ends_before:
        return False
    if hours.of_month and (day.day - 1) // 7 + 1 not in hours.of_month:
        return False
    return hours.every == 1 or hours.starts_on is None or _weeks(hours.starts_on, day) % hours.every == 0


def _weeks(first: date, day: date) -> int:
    """Count the weeks from that of `first` to that of `day`, weeks beginning on Monday."""
    return ((day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))).days // 7

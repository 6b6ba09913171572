"""Visits: an hour of London as an instant in UTC, and two visits that fall into the same time.

Clocks go forward on the last Sunday of March, 01:00 becoming 02:00, and back on the last Sunday of October,
02:00 becoming 01:00. A time that does not exist is refused; one that comes twice means the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class ClockRefused(ValueError):
    """A time that the clock of that day never shows."""


def instant(day: date, at: time) -> datetime:
    """Return the instant, in UTC, at which the clock of London shows `at` on `day`.

    Raises:
        ClockRefused: when the clocks go forward over that time.
    """
    shown = datetime.combine(day, at, tzinfo=LONDON)
    found = shown.astimezone(UTC)
    if found.astimezone(LONDON).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise ClockRefused(
            f"{at:%H:%M} does not exist on this day: the clocks go forward at 01:00. Choose 02:00 or later."
        )
    return found


@dataclass(frozen=True)
class Booked:
    """A time that is taken: half-open, so that one visit may begin when another ends."""

    key: int
    starts_at: datetime
    ends_at: datetime


def clashes(starts_at: datetime, ends_at: datetime, booked: Iterable[Booked]) -> tuple[Booked, ...]:
    """Return what is booked within the time from `starts_at` up to `ends_at`, in order of its start."""
    found = [each for each in booked if each.starts_at < ends_at and starts_at < each.ends_at]
    return tuple(sorted(found, key=lambda each: (each.starts_at, each.key)))


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return the instants at which `day` begins and ends in London: 23 to 25 hours apart."""
    following = date.fromordinal(day.toordinal() + 1)
    return instant(day, time()), instant(following, time())

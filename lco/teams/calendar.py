"""Visits and meetings as a calendar file (iCalendar, RFC 5545), without a word about whom they are to.

A calendar is read by telephones and mail systems nobody here controls: an entry says 'Visit' or 'Meeting',
the team and where to look, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from icalendar import Calendar, Event

PRODUCT = "-//LCO//Visits//EN"


@dataclass(frozen=True)
class Entry:
    """One entry: the key it keeps however often it is moved, its team, its bounds, and the page to open."""

    uid: str
    team: str
    starts_at: datetime
    ends_at: datetime
    address: str
    changed: int = 0
    title: Literal["Visit", "Meeting"] = "Visit"


def calendar_file(entries: Iterable[Entry], *, name: str, made_at: datetime) -> bytes:
    """Return the entries as one calendar file; times stand in UTC, so that every clock shows them right.

    Args:
        entries: the visits and meetings.
        name: what the calendar is called, such as 'My visits'.
        made_at: when the file is made, with its time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _line(name))
    for entry in sorted(entries, key=lambda each: (each.starts_at, each.uid)):
        calendar.add_component(_event(entry, made_at))
    return bytes(calendar.to_ical())


def _event(entry: Entry, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("sequence", entry.changed)
    event.add("location", _line(entry.team))
    event.add("url", entry.address)
    event.add("class", "PRIVATE")
    return event


def _line(text: str) -> str:
    """Return `text` as one line of letters: a break of line in it could begin another property."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())

"""Visits as a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from lco.teams.calendar import Entry, calendar_file

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def _entry(number: int = 1, starts_at: datetime = NOW) -> Entry:
    ends_at = starts_at + timedelta(minutes=30)
    return Entry(f"visit-{number}@lco", "Ancoats", starts_at, ends_at, "https://lco.example/teams/tasks/1", 2)


def _events(content: bytes) -> list[object]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_an_entry_says_visit_team_and_where_to_look_and_nothing_else() -> None:
    content = calendar_file([_entry()], name="My visits", made_at=NOW)
    (event,) = _events(content)
    assert set(event) == {  # type: ignore[call-overload]
        "UID", "SUMMARY", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LOCATION", "URL", "CLASS"
    }  # fmt: skip
    assert str(event["SUMMARY"]) == "Visit"  # type: ignore[index]
    assert str(event["LOCATION"]) == "Ancoats"  # type: ignore[index]
    assert b"X-WR-CALNAME:My visits" in content


def test_times_stand_in_utc_on_both_sides_of_a_change_of_the_clocks() -> None:
    starts = [datetime(2027, 3, day, 9, 0, tzinfo=LONDON) for day in (27, 28)]
    content = calendar_file([_entry(n, at) for n, at in enumerate(starts)], name="My visits", made_at=NOW)
    assert b"DTSTART:20270327T090000Z" in content
    assert b"DTSTART:20270328T080000Z" in content


def test_a_calendar_without_visits_is_still_a_calendar() -> None:
    assert _events(calendar_file([], name="My visits", made_at=NOW)) == []


def test_a_break_of_line_in_a_name_begins_no_other_property() -> None:
    content = calendar_file([], name="My visits\r\nX-EVIL:1", made_at=NOW)
    assert b"X-WR-CALNAME:My visits X-EVIL:1" in content


@given(st.lists(st.integers(0, 100_000), unique=True, max_size=10), st.text(max_size=200))
def test_what_is_written_is_read_back_in_the_order_of_the_clock(minutes: list[int], name: str) -> None:
    entries = [_entry(each, NOW + timedelta(minutes=each)) for each in minutes]
    content = calendar_file(entries, name=name, made_at=NOW)
    starts = [event["DTSTART"].dt for event in _events(content)]  # type: ignore[index]
    assert starts == sorted(entry.starts_at for entry in entries)

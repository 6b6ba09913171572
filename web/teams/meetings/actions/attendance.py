"""Writes of who takes part in a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from web.audit.actions import record_write
from web.teams.meetings.holding import changed, hold, is_done
from web.teams.meetings.models import Attendance, Meeting, Presence
from web.teams.meetings.refusals import MeetingRefused
from web.teams.queries import members_of


@dataclass(frozen=True)
class Present:
    """Somebody named for a meeting: `user` of the team, or `guest` who has no account here."""

    presence: str
    role_set: str
    user: Any = None
    guest: str = ""
    organisation: str = ""


@transaction.atomic
def record_attendance(
    *, by: Any, meeting: Meeting, people: Sequence[Present], key: UUID, version: int | None
) -> Meeting:
    """Keep who takes part; it replaces what was kept before.

    Raises:
        MeetingRefused: when somebody is neither of the team nor a guest with an organisation.
        MeetingChanged: when somebody changed the meeting since the form was opened.
    """
    held = hold(meeting, by=by)
    if is_done(held, key=key, version=version):
        return held
    rows = _rows(held, people)
    Attendance.objects.filter(meeting=held).delete()
    Attendance.objects.bulk_create(rows)
    changed(held, key=key)
    there = sum(row.is_there for row in rows)
    record_write(by=by, kind="meeting", id=held.pk, detail=f"recorded who takes part: {there} there")
    return held


def _rows(meeting: Meeting, people: Sequence[Present]) -> list[Attendance]:
    members = {each.user_id: each.user for each in members_of(meeting.team)}
    return [_row(meeting, each, members) for each in people]


def _row(meeting: Meeting, person: Present, members: dict[int, Any]) -> Attendance:
    row = Attendance(meeting=meeting, presence=Presence(person.presence), role_set=person.role_set)
    if person.user is None:
        if not person.guest.strip() or not person.organisation.strip():
            raise MeetingRefused("Give each guest's name and organisation.")
        row.guest_name, row.organisation = person.guest.strip(), person.organisation.strip()
        return row
    if person.user.pk not in members:
        raise MeetingRefused(f"{person.user.name} is not a member of the team: name them as a guest.")
    row.user, row.organisation = person.user, members[person.user.pk].organisation.name
    return row

"""Holds a meeting while it is changed: one change at a time, each once, by members of its team alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from web.teams.meetings.models import Meeting
from web.teams.meetings.refusals import MeetingChanged, MeetingRefused
from web.teams.queries import teams_of

_CLOSED = "The meeting is closed: what is to be put right is added as a correction under its minutes."


def hold(meeting: Meeting, *, by: Any, is_closed_too: bool = False) -> Meeting:
    """Lock the meeting until the transaction ends and return it as it is now. `by` None is a command.

    Raises:
        MeetingRefused: when `by` does not belong to the team today, or the meeting is closed.
    """
    held = Meeting.objects.select_for_update(of=("self",)).select_related("team").get(pk=meeting.pk)
    if by is not None and not teams_of(by).filter(pk=held.team_id).exists():
        raise MeetingRefused("Only members of the team change its meetings.")
    if not held.is_open and not is_closed_too:
        raise MeetingRefused(_CLOSED)
    return held


def is_done(held: Meeting, *, key: UUID, version: int | None) -> bool:
    """Say whether the form with `key` has changed the meeting already.

    Raises:
        MeetingChanged: when something else has changed it since the page was opened.
    """
    if held.last_key == key:
        return True
    if version is not None and held.version != version:
        raise MeetingChanged("Somebody changed the meeting while you wrote: look at it again, then save.")
    return False


def changed(held: Meeting, *, key: UUID) -> None:
    """Keep that the form with `key` has changed the meeting."""
    held.last_key, held.version = key, held.version + 1
    held.save()

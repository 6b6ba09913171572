"""Meetings of a team: who is there, who is discussed and why, what is decided, and the minutes."""

from web.teams.meetings.models.agenda import AgendaItem, Discussion, ItemState
from web.teams.meetings.models.meetings import (
    Attendance,
    Meeting,
    MeetingQuerySet,
    MeetingState,
    Presence,
    TeamQuorum,
)
from web.teams.meetings.models.minutes import Correction, Minutes

__all__ = [
    "AgendaItem",
    "Attendance",
    "Correction",
    "Discussion",
    "ItemState",
    "Meeting",
    "MeetingQuerySet",
    "MeetingState",
    "Minutes",
    "Presence",
    "TeamQuorum",
]

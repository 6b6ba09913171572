"""Narrows the list of meetings by what its filter asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from web.teams.meetings.models import MeetingQuerySet


def narrowed(meetings: MeetingQuerySet, asked: Mapping[str, Any]) -> MeetingQuerySet:
    """Keep the meetings of a team, in a state, from a day to a day, as far as `asked` says."""
    if asked.get("team"):
        meetings = meetings.filter(team__slug=asked["team"])
    if asked.get("state"):
        meetings = meetings.filter(state=asked["state"])
    if asked.get("from_on"):
        meetings = meetings.filter(planned_at__gte=_midnight(asked["from_on"]))
    if asked.get("to_on"):
        meetings = meetings.filter(planned_at__lt=_midnight(asked["to_on"] + timedelta(days=1)))
    return meetings


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

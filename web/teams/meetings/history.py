"""What meetings said of one person, and what one meeting asked to be done."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from web.teams.meetings.models import AgendaItem, Discussion, Meeting
from web.teams.queries import teams_of
from web.teams.work.models import Task


def discussed(user: Any, person: int) -> list[Discussion]:
    """Return what the meetings of the user's teams decided about a person, the latest first."""
    found = Discussion.objects.filter(item__case__person=person, item__meeting__team__in=teams_of(user))
    held = found.order_by("item_id", "-number").distinct("item_id")
    rows = Discussion.objects.filter(pk__in=held.values("pk"))
    return list(rows.select_related("item__meeting__team", "coordinator", "by").order_by("-at"))


def tasks_of(meeting: Meeting) -> QuerySet[Task]:
    """Return the actions decided in `meeting` about people who are still on the team's caseload."""
    items = AgendaItem.objects.filter(meeting=meeting)
    keys = items.annotate(key=Cast("pk", CharField())).values("key")
    found = Task.objects.filter(came_from="meeting", came_from_id__in=keys)
    found = found.filter(case__closed_at__isnull=True, case__team=meeting.team_id)
    return found.select_related("person", "owner", "organisation")

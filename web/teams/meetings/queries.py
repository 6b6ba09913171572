"""All reads of meetings. Whose they are is asked first: members of the team alone see one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from web.teams.cases.models import Case
from web.teams.meetings.models import (
    AgendaItem,
    Correction,
    Discussion,
    ItemState,
    Meeting,
    MeetingQuerySet,
    MeetingState,
)
from web.teams.models import Team
from web.teams.queries import teams_of
from web.teams.work.models import Task

# What stands at whoever waited when a meeting was closed and whose case had ended or moved on.
GONE = "No longer on the team's caseload"


def meetings_seen_by(user: Any) -> MeetingQuerySet:
    """Return the meetings of the teams `user` belongs to today, with how many are on each agenda."""
    on_it = Count("items", filter=~Q(items__state=ItemState.REMOVED))
    done = Count("items", filter=Q(items__state=ItemState.DISCUSSED))
    found = Meeting.objects.filter(team__in=teams_of(user)).select_related("team", "chair")
    return found.annotate(people=on_it, discussed=done)


def meeting_of(team: Team, pk: int) -> Meeting | None:
    """Return the meeting `pk` of `team`, or None."""
    return Meeting.objects.filter(team=team, pk=pk).select_related("team", "chair", "minute_taker").first()


def next_of(teams: Sequence[Team]) -> list[Meeting]:
    """Return of each team the meeting that is being held, or else the next one planned; the soonest first."""
    open_ones = Meeting.objects.to_come().filter(team__in=teams).order_by("team_id", "state", "planned_at")
    return sorted(open_ones.distinct("team_id").select_related("team"), key=lambda each: each.planned_at)


def first_waiting(meeting: Meeting) -> AgendaItem | None:
    """Return who is to be discussed first, or None when nobody of the caseload waits."""
    waiting = AgendaItem.objects.filter(meeting=meeting, state=ItemState.WAITING)
    return waiting.filter(case__closed_at__isnull=True, case__team=meeting.team_id).first()


def planned_of(team: Team) -> list[Meeting]:
    """Return the meetings of `team` that are not closed, the next first."""
    return list(Meeting.objects.to_come().filter(team=team).order_by("planned_at"))


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Return who is on the agenda, in order; those taken off are left out."""
    found = AgendaItem.objects.filter(meeting=meeting).exclude(state=ItemState.REMOVED)
    return list(found.select_related("case__person", "case__coordinator"))


def removed_of(meeting: Meeting) -> list[AgendaItem]:
    """Return who was taken off the agenda, with why."""
    found = AgendaItem.objects.filter(meeting=meeting, state=ItemState.REMOVED)
    return list(found.select_related("case__person"))


def item_of(meeting: Meeting, pk: int) -> AgendaItem | None:
    """Return the item `pk` of the agenda, or None."""
    found = AgendaItem.objects.filter(meeting=meeting, pk=pk)
    return found.select_related("case__person", "case__team", "case__coordinator", "meeting").first()


def is_here(item: AgendaItem, team: Any) -> bool:
    """Say whether the person is on the caseload of `team` now: only then the name is shown."""
    return item.case.is_open and item.case.team_id == team.pk


def latest_discussion(item: AgendaItem) -> Discussion | None:
    """Return what holds of the discussion of a person, or None before the first."""
    return latest_discussions([item]).get(item.pk)


def latest_discussions(items: Sequence[AgendaItem]) -> dict[int, Discussion]:
    """Return what holds of each discussion, by item."""
    found = Discussion.objects.filter(item__in=[item.pk for item in items]).order_by("item_id", "-number")
    return {each.item_id: each for each in found.distinct("item_id").select_related("by", "coordinator")}


def actions_of_item(item: AgendaItem) -> list[Task]:
    """Return the actions decided about a person in one meeting."""
    return actions_of_items([item]).get(item.pk, [])


def actions_of_items(items: Sequence[AgendaItem]) -> dict[int, list[Task]]:
    """Return the actions decided about each person, by item, the first due first."""
    keys = [str(item.pk) for item in items]
    found = Task.objects.filter(came_from="meeting", came_from_id__in=keys)
    actions: dict[int, list[Task]] = {}
    for task in found.select_related("owner", "organisation").order_by("due_on", "id"):
        actions.setdefault(int(task.came_from_id), []).append(task)
    return actions


def other_agenda_of(meeting: Meeting, case: int) -> Meeting | None:
    """Return another meeting, not closed, on whose agenda the case waits; None when there is none."""
    waiting = AgendaItem.objects.filter(case=case, state=ItemState.WAITING).exclude(meeting=meeting)
    item = waiting.exclude(meeting__state=MeetingState.CLOSED).select_related("meeting").first()
    return item.meeting if item else None


def not_reached(team: Any) -> list[AgendaItem]:
    """Return who was carried forward by a closed meeting of `team` and stands on no agenda since."""
    later = AgendaItem.objects.filter(meeting__team=team).order_by("case", "-id").distinct("case")
    carried = AgendaItem.objects.filter(pk__in=later.values("pk"), state=ItemState.CARRIED)
    open_cases = carried.filter(case__closed_at__isnull=True, case__team=team)
    return list(open_cases.select_related("case").order_by("meeting__planned_at", "position", "id"))


def dropped_since(case: Case, ended_at: datetime) -> list[AgendaItem]:
    """Return where a case waited when a meeting was closed after the case had ended, and lost its place."""
    found = AgendaItem.objects.filter(case=case, state=ItemState.REMOVED, removed_because=GONE)
    return list(found.filter(meeting__closed_at__gte=ended_at).order_by("pk"))


def next_meeting(meeting: Meeting) -> Meeting | None:
    """Return the next planned meeting of the same team, or None."""
    found = Meeting.objects.filter(team=meeting.team_id, state=MeetingState.PLANNED).exclude(pk=meeting.pk)
    return found.select_related("team").order_by("planned_at").first()


def version_of(meeting: Meeting) -> int:
    """Return the version the meeting has now."""
    return int(Meeting.objects.values_list("version", flat=True).get(pk=meeting.pk))


def corrections_of(meeting: Meeting) -> list[Correction]:
    """Return what was put right after the meeting was closed, in the order it was said."""
    return list(Correction.objects.filter(meeting=meeting).select_related("by", "item__case"))


def case_to_discuss(user: Any, person: int) -> Case | None:
    """Return the open case of a person with a team the user belongs to, or None."""
    found = Case.objects.open().filter(person=person, team__in=teams_of(user))
    return found.select_related("team", "person").first()

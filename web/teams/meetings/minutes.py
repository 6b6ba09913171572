"""The minutes of a meeting: written out from what was recorded; once closed, as they were kept."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lco.teams.meetings import BASES, Basis
from lco.teams.staff import RoleSet
from web.teams.meetings.attendance import attendances_of, organisations, verdict
from web.teams.meetings.models import AgendaItem, Attendance, Discussion, Meeting, Minutes
from web.teams.meetings.queries import actions_of_items, items_of, latest_discussions, removed_of
from web.teams.work.models import Task


def minutes_of(meeting: Meeting) -> dict[str, Any]:
    """Return the minutes: those kept when the meeting was closed, or a draft of them as they are now."""
    kept = Minutes.objects.filter(meeting=meeting).first()
    return dict(kept.content) if kept else content_of(meeting)


def content_of(meeting: Meeting) -> dict[str, Any]:
    """Return what the minutes say now. People stand in them by pseudonym alone."""
    attendances = attendances_of(meeting)
    items = [*items_of(meeting), *removed_of(meeting)]
    latest, actions = latest_discussions(items), actions_of_items(items)
    return {
        "held_at": _written(meeting.held_at),
        "closed_at": _written(meeting.closed_at),
        "location": meeting.location,
        "is_by_video": bool(meeting.video_link),
        "chair": meeting.chair.name,
        "minute_taker": meeting.minute_taker.name,
        "quorum": verdict(meeting, attendances).in_words if meeting.held_at else "The meeting was not held.",
        "without_quorum": meeting.without_quorum,
        "closing_note": meeting.closing_note,
        "organisations": organisations(attendances),
        "attendance": [_attender(each) for each in attendances],
        "items": [_item(each, latest.get(each.pk), actions.get(each.pk, [])) for each in items],
    }


def _attender(attendance: Attendance) -> dict[str, str]:
    return {
        "name": attendance.name,
        "organisation": attendance.organisation,
        "role_set": RoleSet(attendance.role_set).title if attendance.role_set else "",
        "presence": str(attendance.get_presence_display()),  # type: ignore[attr-defined]
    }


def _item(item: AgendaItem, latest: Discussion | None, actions: list[Task]) -> dict[str, Any]:
    return {
        "item": item.pk,
        "person": item.case.person_id,
        "state": item.state,
        "reasons": [each.words for each in item.reason_list],
        "removed_because": item.removed_because,
        "times_carried": item.times_carried,
        "discussion": _discussion(latest) if latest else None,
        "actions": [_action(each) for each in actions],
    }


def _discussion(discussion: Discussion) -> dict[str, Any]:
    return {
        "number": discussion.number,
        "summary": discussion.summary,
        "decision": discussion.decision,
        "coordinator": discussion.coordinator.name,
        "review_on": discussion.review_on.isoformat(),
        "no_action_reason": discussion.no_action_reason,
        "minutes_spent": discussion.minutes_spent,
        "basis": BASES[Basis(discussion.basis)].title,
        "basis_note": discussion.basis_note,
        "by": discussion.by.name,
        "at": _written(discussion.at),
    }


def _action(task: Task) -> dict[str, Any]:
    return {
        "task": task.pk,
        "title": task.title,
        "owner": task.owner.name if task.owner else "",
        "organisation": task.organisation.name if task.organisation else "",
        "due_on": task.due_on.isoformat(),
    }


def _written(instant: Any) -> str:
    return timezone.localtime(instant).isoformat(timespec="seconds") if instant else ""

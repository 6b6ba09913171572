"""The lists of meetings and of the actions of one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from web.teams.meetings.models import Meeting, MeetingState
from web.teams.work.models import Task
from web.ui import formats
from web.ui.tables import Column, Table, Tag

STATE_TAGS = {
    MeetingState.PLANNED: Tag("Planned", "blue", "◇"),
    MeetingState.HELD: Tag("Being held", "orange", "◆"),
    MeetingState.CLOSED: Tag("Closed", "grey", "✓"),
}


def meeting_url(meeting: Meeting) -> str:
    """Return the address of a meeting."""
    return reverse("teams:meeting", args=[meeting.team.slug, meeting.pk])


MEETINGS = Table(
    name="meetings",
    caption="Meetings",
    columns=(
        Column(
            "planned_at",
            "When",
            lambda row: row.planned_at,
            show=lambda row: formats.instant(row.planned_at),
            link=meeting_url,
            note=lambda row: row.location or ("Video call" if row.video_link else ""),
            order_by="planned_at",
        ),
        Column("team", "Team", lambda row: row.team.name, order_by="team__name"),
        Column("state", "State", lambda row: row.get_state_display(), show=lambda row: STATE_TAGS[row.state]),
        Column("people", "On the agenda", lambda row: row.people, kind="number", order_by="people"),
        Column("discussed", "Discussed", lambda row: row.discussed, kind="number", order_by="discussed"),
        Column("chair", "Chair", lambda row: row.chair.name, order_by="chair__name"),
        Column("location", "Room", lambda row: row.location, is_shown=False),
    ),
    default_sort="-planned_at",
    empty="No meeting is planned and none was held. Plan the first one.",
)


def _of(task: Task) -> Any:
    return task.person.full_name if task.person else ""


ACTIONS = Table(
    name="meeting-actions",
    person=lambda row: row.person_id,
    caption="Actions of the meeting",
    columns=(
        Column(
            "title",
            "Action",
            lambda row: row.title,
            order_by="title",
        ),
        Column("person", "Person", _of, order_by="person__family_name"),
        Column("nhs_number", "NHS number", lambda row: row.person.spaced_nhs_number, is_shown=False),
        Column("owner", "Who", lambda row: row.owner.name if row.owner else "", order_by="owner__name"),
        Column(
            "organisation", "Organisation", lambda row: row.organisation.name, order_by="organisation__name"
        ),
        Column("due_on", "Due", lambda row: row.due_on, order_by="due_on"),
        Column("status", "State", lambda row: row.get_status_display(), order_by="status"),
    ),
    default_sort="due_on",
    empty="No action was decided in this meeting.",
)

"""Where a task was decided, as words and the page to read it on."""

from __future__ import annotations

from django.urls import reverse

from web.teams.work.models import NEED_TO_KNOW, Task


def origin_of(task: Task) -> tuple[str, str]:
    """Return where `task` was decided, in words, and the address of the page; empty when there is none."""
    return task.where_decided, _address(task)


def _address(task: Task) -> str:
    if task.came_from == "meeting" and task.came_from_id.isdecimal():
        return _minutes(int(task.came_from_id))
    if task.came_from == NEED_TO_KNOW and task.came_from_id.isdecimal():
        return _concern(int(task.came_from_id))
    pages = {"plan": "teams:plan", "case": "teams:case", "assessment": "teams:assessments"}
    page = pages.get(task.came_from)
    return reverse(page, args=[task.person_id]) if page and task.person_id else ""


def _minutes(item: int) -> str:
    from web.teams.meetings.models import AgendaItem

    found = AgendaItem.objects.filter(pk=item).select_related("meeting__team").first()
    if found is None:
        return ""
    return reverse("teams:meeting_minutes", args=[found.meeting.team.slug, found.meeting_id])


def _concern(key: int) -> str:
    from web.teams.safeguarding.models import Concern

    person = Concern.objects.filter(pk=key).values_list("person", flat=True).first()
    return reverse("teams:safeguarding_concern", args=[person, key]) if person is not None else ""

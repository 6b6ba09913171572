"""All writes of tasks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from web.audit.actions import record_write
from web.teams.cases.models import Case
from web.teams.models import Team
from web.teams.work.models import Kind, Status, Task


class TaskRefused(ValueError):
    """What cannot be done with a task; the message says why and what to do."""


@transaction.atomic
def add_task(
    *,
    by: Any,
    team: Team,
    title: str,
    due_on: date,
    key: UUID,
    case: Case | None = None,
    owner: Any = None,
    organisation: Any = None,
    kind: str = Kind.ACTION,
    came_from: str = "self",
    came_from_id: Any = "",
) -> Task:
    """Make a task; the same `key` again returns the first. A task of a case is of its person.

    Raises:
        TaskRefused: when nobody and no organisation has to do it, or it says nothing.
    """
    made = Task.objects.filter(key=key).first()
    if made is not None:
        return made
    _refuse_what_cannot_be(title, owner, organisation)
    task = Task(
        team=team, case=case, title=title.strip(), due_on=due_on, kind=Kind(kind), made_by=by, key=key
    )
    task.person_id = case.person_id if case else None
    task.owner, task.organisation = owner, organisation or owner.organisation
    task.came_from, task.came_from_id = came_from, str(came_from_id)
    task.save(force_insert=True)
    record_write(by=by, kind="person" if case else "team", id=_of(task), detail=f"made task {task.pk}")
    return task


@transaction.atomic
def finish_task(*, by: Any, task: Task, outcome: str, is_needed: bool = True) -> Task:
    """Say that a task is done, or not needed any more; a second time changes nothing."""
    held = Task.objects.select_for_update().get(pk=task.pk)
    if held.status != Status.OPEN:
        return held
    held.status = Status.DONE if is_needed else Status.CANCELLED
    held.outcome, held.done_at, held.done_by = outcome.strip(), timezone.now(), by
    held.version += 1
    held.save()
    record_write(
        by=by,
        kind="person" if held.person_id else "team",
        id=_of(held),
        detail=f"task {held.pk} {held.status}",
    )
    return held


def _refuse_what_cannot_be(title: str, owner: Any, organisation: Any) -> None:
    if not title.strip():
        raise TaskRefused("Say what is to be done.")
    if owner is None and organisation is None:
        raise TaskRefused("Say who does it: a member of the team or an organisation.")


def _of(task: Task) -> Any:
    return task.person_id or task.team.slug

"""How a task is held for a write: its row locked, the actor's sight asked inside, the old version refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from web.audit.actions import record_write
from web.teams.queries import members_of
from web.teams.work.models import Status, Task, TaskAct, TaskEvent
from web.teams.work.queries import tasks_seen_by
from web.teams.work.refusals import ChangedMeanwhile, TaskRefused


def hold(by: Any, task: Task, *, version: int | None = None) -> Task:
    """Lock the row of `task` and return it as it is now.

    Whether `by` may touch it is asked inside: a membership or a cover may end while a form is open. `by`
    None is a command, which may.

    Raises:
        TaskRefused: when it is not a task of the actor's teams, nor of somebody the actor covers.
        ChangedMeanwhile: when it was changed since the form was opened.
    """
    held = Task.every.select_for_update().get(pk=task.pk)
    if by is not None and not tasks_seen_by(by).filter(pk=held.pk).exists():
        raise TaskRefused("Only the team whose task it is, or who covers its owner, may change it.")
    if version is not None and held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this task while you wrote: read what is new, then try again."
        )
    return held


def hold_open(by: Any, task: Task, *, version: int | None = None) -> Task:
    """Lock the row of a task that is still to be done.

    Raises:
        TaskRefused: when it is done or not needed any more, or as `hold` says.
    """
    held = hold(by, task, version=version)
    if held.status != Status.OPEN:
        raise TaskRefused(f"This task is closed already ({held.get_status_display().lower()}).")
    return held


def is_done_before(task: Task, key: UUID) -> bool:
    """Say whether the form with `key` has had its effect on `task`."""
    return TaskEvent.objects.filter(task=task, key=key).exists()


def refuse_strangers(owner: Any, team: Any) -> None:
    """Refuse an owner who does not belong to the team: nobody else would see the task.

    Raises:
        TaskRefused: when `owner` is no member today.
    """
    if owner is not None and not members_of(team).filter(user=owner, user__is_active=True).exists():
        raise TaskRefused(f"{owner} does not belong to {team} today: choose a member, or an organisation.")


def keep(by: Any, task: Task, act: TaskAct, *, key: UUID, fields: tuple[str, ...] = (), **more: Any) -> None:
    """Save `fields` of a held task, add what was done to its history and to the audit trail."""
    task.version += 1
    task.save(update_fields=[*fields, "version"])
    TaskEvent.objects.create(task=task, act=act, by=by, key=key, **more)
    tell(by, task, f"task {task.pk} {act.label.lower()}")


def tell(by: Any, task: Task, what: str) -> None:
    """Add the row of a write on `task` to the audit trail: of its person, else of its team."""
    kind, which = ("person", task.person_id) if task.person_id else ("team", task.team.slug)
    record_write(by=by, kind=kind, id=which, detail=what)

"""A task that was found not to be needed is to be done after all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from web.teams.queries import members_of
from web.teams.work.holding import hold, is_done_before, keep
from web.teams.work.models import Status, Task, TaskAct


@transaction.atomic
def reopen_task(*, by: Any, task: Task, key: UUID) -> Task:
    """Say that a task not needed any more is to be done after all; the same `key` again changes nothing.

    An owner who left the team meanwhile is released, so that the team sees that nobody does it. What had been
    said of it when it was closed stays in its history.

    Raises:
        TaskRefused: when it is not a task of the actor's teams.
    """
    held = hold(by, task)
    if held.status != Status.CANCELLED or is_done_before(held, key):
        return held
    before, was = held.owner, held.outcome
    if before is not None and not members_of(held.team).filter(user=before, user__is_active=True).exists():
        held.owner = None
    held.status, held.outcome, held.done_at, held.done_by = Status.OPEN, "", None, None
    fields = ("status", "outcome", "done_at", "done_by", "owner")
    keep(by, held, TaskAct.REOPENED, key=key, fields=fields, from_owner=before, to_owner=held.owner, note=was)
    return held

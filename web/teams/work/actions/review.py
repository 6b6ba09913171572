"""Writes of the lead's queue: acknowledged, put off, given to somebody else, many tasks at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.teams.escalation import SnoozeRefused, quiet_after_acknowledging, quiet_after_snoozing
from web.teams.cases import standards
from web.teams.cases.models import Case
from web.teams.models import Team
from web.teams.queries import is_lead_of, members_of, today
from web.teams.work.holding import keep, refuse_strangers
from web.teams.work.models import Task, TaskAct, TaskEvent
from web.teams.work.refusals import TaskRefused


@dataclass(frozen=True)
class Dealt:
    """What came of an act on many tasks: how many it had its effect on, and how many were closed by then."""

    done: int
    closed: int


@transaction.atomic
def acknowledge(*, by: Any, team: Team, tasks: Collection[int], note: str, key: UUID) -> Dealt:
    """Say that the lead knows of tasks that are overdue; they come back after the days of the rules.

    Raises:
        TaskRefused: when `by` does not lead the team, no task is chosen, or there is no note.
    """
    until = quiet_after_acknowledging(on=today(), known=standards.current())
    return _quieten(by, team, tasks, TaskAct.ACKNOWLEDGED, until=until, note=note, key=key)


@transaction.atomic
def snooze(*, by: Any, team: Team, tasks: Collection[int], until: date, note: str, key: UUID) -> Dealt:
    """Put tasks off the lead's queue until a day, with a reason; their own day stays as it is.

    Raises:
        TaskRefused: when `by` does not lead the team, no task or no reason is given, or the day cannot be.
    """
    try:
        quiet = quiet_after_snoozing(until, on=today(), known=standards.current())
    except SnoozeRefused as refused:
        raise TaskRefused(str(refused)) from refused
    return _quieten(by, team, tasks, TaskAct.SNOOZED, until=quiet, note=note, key=key)


@transaction.atomic
def reassign(*, by: Any, team: Team, tasks: Collection[int], to: Any, note: str, key: UUID) -> Dealt:
    """Give many open tasks of a team to one of its members: all or none, each with its row of audit.

    A task closed meanwhile stays as it is and is counted; the same `key` again changes nothing.

    Raises:
        TaskRefused: when `by` does not lead the team, `to` does not belong to it, or no task or reason is
            given.
    """
    held = _held(by, team, tasks, note, key)
    refuse_strangers(to, team)
    for task in held.open:
        before, task.owner, task.organisation = task.owner, to, to.organisation
        keep(
            by,
            task,
            TaskAct.GIVEN,
            key=key,
            fields=("owner", "organisation"),
            from_owner=before,
            to_owner=to,
            note=note.strip(),
        )
    return held.dealt


@transaction.atomic
def move_tasks(*, by: Any, case: Case, team: Team, key: UUID) -> int:
    """Let the open tasks of a case follow it to another team; return how many went.

    An owner who does not belong to the new team is taken off: the organisation stays, and the task stands
    among those that nobody has by name. The same `key` again changes nothing.
    """
    open_tasks = Task.objects.select_for_update(of=("self",)).filter(case=case).open().order_by("pk")
    done = set(TaskEvent.objects.filter(key=key).values_list("task", flat=True))
    here = set(members_of(team).values_list("user", flat=True))
    moved = [task for task in open_tasks if task.pk not in done]
    for task in moved:
        before = task.owner
        task.team, task.quiet_until = team, None
        task.owner = before if task.owner_id in here else None
        fields = ("team", "owner", "quiet_until")
        note = f"handed over to {team.name}"
        given = {"from_owner": before, "to_owner": task.owner, "note": note}
        keep(by, task, TaskAct.GIVEN, key=key, fields=fields, **given)
    return len(moved)


@dataclass(frozen=True)
class _Held:
    open: list[Task]
    dealt: Dealt


def _held(by: Any, team: Team, tasks: Collection[int], note: str, key: UUID) -> _Held:
    """Lock the tasks chosen, always in one order, so that two who choose the same do not block each other."""
    if by is not None and not (by.has_perm("teams.assign_work") and is_lead_of(by, team)):
        raise TaskRefused("Only the lead of the team deals with its tasks together.")
    if not tasks:
        raise TaskRefused("Choose at least one task.")
    if not note.strip():
        raise TaskRefused("Say why: the owner and the next lead read it.")
    found = Task.objects.select_for_update(of=("self",)).filter(team=team, pk__in=tasks).order_by("pk")
    held = list(found.select_related("team"))
    done = set(TaskEvent.objects.filter(key=key, task__in=held).values_list("task", flat=True))
    left = [task for task in held if task.is_open_now and task.pk not in done]
    closed = sum(1 for task in held if not task.is_open_now and task.pk not in done)
    return _Held(left, Dealt(len(left) + len(done), closed))


def _quieten(
    by: Any, team: Team, tasks: Collection[int], act: TaskAct, *, until: date, note: str, key: UUID
) -> Dealt:
    held = _held(by, team, tasks, note, key)
    for task in held.open:
        task.quiet_until = until
        keep(by, task, act, key=key, fields=("quiet_until",), to_day=until, note=note.strip())
    return held.dealt

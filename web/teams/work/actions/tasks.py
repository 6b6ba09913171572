"""Writes of one task: made, begun, given to somebody else, done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from web.teams.cases.models import Case
from web.teams.models import Team
from web.teams.work.holding import hold, hold_open, is_done_before, keep, refuse_strangers, tell
from web.teams.work.models import NEED_TO_KNOW, Kind, Status, Task, TaskAct
from web.teams.work.refusals import TaskRefused


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
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Task:
    """Make a task; the same `key` again returns the first. A task of a case is of its person.

    `starts_at` and `ends_at` are instants, for a visit; `due_on` is then its civil day.

    Raises:
        TaskRefused: when nobody and no organisation has to do it, the owner is not of the team, it says
            nothing, or it ends before it starts.
    """
    made = Task.every.filter(key=key).first()
    if made is not None:
        return made
    _refuse_what_cannot_be(title, owner, organisation, (starts_at, ends_at))
    refuse_strangers(owner, team)
    task = Task(team=team, case=case, person_id=case.person_id if case else None, made_by=by, key=key)
    task.title, task.kind, task.due_on = title.strip(), Kind(kind), due_on
    task.owner, task.organisation = owner, organisation or owner.organisation
    task.came_from, task.came_from_id = came_from, str(came_from_id)
    task.starts_at, task.ends_at = starts_at, ends_at
    return _kept(by, task)


@transaction.atomic
def finish_task(
    *, by: Any, task: Task, outcome: str, is_needed: bool = True, key: UUID | None = None
) -> Task:
    """Say that a task is done, or not needed any more; a second time changes nothing.

    `key` is that of an act that ends several tasks; one of its own is made when none is given.
    """
    held = hold(by, task)
    if held.status != Status.OPEN:
        return held
    held.status = Status.DONE if is_needed else Status.CANCELLED
    held.outcome, held.done_at, held.done_by = outcome.strip(), timezone.now(), by
    fields = ("status", "outcome", "done_at", "done_by")
    keep(by, held, TaskAct.FINISHED if is_needed else TaskAct.CANCELLED, key=key or uuid4(), fields=fields)
    return held


@transaction.atomic
def start_task(*, by: Any, task: Task, key: UUID) -> Task:
    """Say that somebody has begun to do a task."""
    held = hold_open(by, task)
    if held.started_at is None and not is_done_before(held, key):
        held.started_at = timezone.now()
        keep(by, held, TaskAct.STARTED, key=key, fields=("started_at",))
    return held


@transaction.atomic
def put_back_task(*, by: Any, task: Task, key: UUID) -> Task:
    """Say that nobody is doing a task for now."""
    held = hold_open(by, task)
    if held.started_at is not None and not is_done_before(held, key):
        held.started_at = None
        keep(by, held, TaskAct.PUT_BACK, key=key, fields=("started_at",))
    return held


@transaction.atomic
def give_task(*, by: Any, task: Task, to: Any, key: UUID, version: int | None = None, note: str = "") -> Task:
    """Give a task to another member of its team; the same `key` again changes nothing.

    Raises:
        TaskRefused: when it is closed, came of a concern, or `to` does not belong to the team.
        ChangedMeanwhile: when it was changed since the form was opened.
    """
    held = hold(by, task)
    if is_done_before(held, key):
        return held
    held = hold_open(by, task, version=version)
    _refuse_few_eyes(held)
    refuse_strangers(to, held.team)
    before, held.owner = held.owner, to
    if to is not None:
        held.organisation = to.organisation
    fields = ("owner", "organisation")
    keep(by, held, TaskAct.GIVEN, key=key, fields=fields, from_owner=before, to_owner=to, note=note)
    return held


@transaction.atomic
def move_task(
    *,
    by: Any,
    task: Task,
    due_on: date,
    key: UUID,
    version: int | None = None,
    note: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Task:
    """Move a task to another day, a visit to other times; the same `key` again changes nothing."""
    held = hold(by, task)
    if is_done_before(held, key):
        return held
    held = hold_open(by, task, version=version)
    _refuse_times((starts_at, ends_at))
    before, held.due_on, held.quiet_until = held.due_on, due_on, None
    held.starts_at, held.ends_at = starts_at, ends_at
    fields = ("due_on", "quiet_until", "starts_at", "ends_at")
    keep(by, held, TaskAct.MOVED, key=key, fields=fields, from_day=before, to_day=due_on, note=note)
    return held


def _refuse_few_eyes(task: Task) -> None:
    # Who does it would learn of the concern without being named on it.
    if task.came_from == NEED_TO_KNOW:
        raise TaskRefused("Only few may know of this: open where it was decided, and agree a new step there.")


def _kept(by: Any, task: Task) -> Task:
    """Add the task; of two that come at once with one key, the second gets what the first made."""
    try:
        with transaction.atomic():
            task.save(force_insert=True)
    except IntegrityError:
        made = Task.every.filter(key=task.key).first()
        if made is None:
            raise
        return made
    tell(by, task, f"made task {task.pk}")
    return task


def _refuse_what_cannot_be(
    title: str, owner: Any, organisation: Any, times: tuple[datetime | None, datetime | None]
) -> None:
    if not title.strip():
        raise TaskRefused("Say what is to be done.")
    if owner is None and organisation is None:
        raise TaskRefused("Say who does it: a member of the team or an organisation.")
    _refuse_times(times)


def _refuse_times(times: tuple[datetime | None, datetime | None]) -> None:
    starts_at, ends_at = times
    if (starts_at is None) != (ends_at is None):
        raise TaskRefused("Give both when the visit starts and when it ends.")
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise TaskRefused("The visit ends before it starts: give a later end.")

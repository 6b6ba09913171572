"""The board of a team: its tasks in columns by the day they are due, by owner or by state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from web.teams.models import Team
from web.teams.queries import today
from web.teams.work.models import Status, Task, TaskQuerySet
from web.teams.work.overdue import NOBODY, Group
from web.teams.work.queries import tasks_of_team

WEEK = timedelta(days=7)
CLOSED_SHOWN = timedelta(days=14)
NO_OWNER = "none"


def board_of(team: Team, chosen: Mapping[str, Any], *, on: date | None = None) -> TaskQuerySet:
    """Return the tasks of a team's board, narrowed by what was chosen.

    By state, what was closed in the last two weeks is shown too; otherwise only what is to be done.
    """
    day = on or today()
    shown = Q(status=Status.OPEN)
    if chosen.get("by") == "state":
        shown |= Q(done_at__gte=timezone.now() - CLOSED_SHOWN)
    return with_state(tasks_of_team(team).filter(shown, _narrowed(chosen, day)))


def with_state(tasks: TaskQuerySet) -> TaskQuerySet:
    """Return `tasks` with the order of how far each is, by which lists are sorted."""
    return tasks.annotate(state_order=_STATE_ORDER)


def _narrowed(chosen: Mapping[str, Any], day: date) -> Q:
    asked = Q()
    owner = chosen.get("owner")
    if owner:
        asked &= Q(owner__isnull=True) if owner == NO_OWNER else Q(owner=int(owner))
    if chosen.get("kind"):
        asked &= Q(kind=chosen["kind"])
    due = chosen.get("due")
    return asked & _DUE[due](day) if due else asked


_DUE: Mapping[str, Callable[[date], Q]] = {
    "overdue": lambda day: Q(due_on__lt=day, status=Status.OPEN),
    "today": lambda day: Q(due_on=day),
    "week": lambda day: Q(due_on__gt=day, due_on__lte=day + WEEK),
    "later": lambda day: Q(due_on__gt=day + WEEK),
}
_STATE_ORDER = Case(
    When(status=Status.OPEN, started_at__isnull=True, then=Value(0)),
    When(status=Status.OPEN, then=Value(1)),
    When(status=Status.DONE, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


def columns(tasks: Iterable[Task], by: str, *, on: date) -> list[Group]:
    """Return the columns of the board in order, each with its tasks, those longest overdue first."""
    name = {"owner": _owner, "state": _state}.get(by, _due)
    found: dict[tuple[Any, str], list[Task]] = {}
    for task in tasks:
        found.setdefault(name(task, on), []).append(task)
    order = sorted(found)
    return [Group(str(key), title, found[key, title]) for key, title in order]


def _due(task: Task, on: date) -> tuple[Any, str]:
    if task.due_on < on:
        return 0, "Overdue"
    if task.due_on == on:
        return 1, "Today"
    return (2, "In the next seven days") if task.due_on <= on + WEEK else (3, "Later")


def _owner(task: Task, _: date) -> tuple[Any, str]:
    if task.owner_id:
        return task.owner.name, task.owner.name
    return "", f"{NOBODY} yet"


def _state(task: Task, _: date) -> tuple[Any, str]:
    if task.status == Status.OPEN:
        return (1, "Doing") if task.started_at else (0, "To do")
    return (2, "Done") if task.status == Status.DONE else (3, "Not needed")

"""The lead's queue: what is overdue beyond the days of grace, one row a task, and its digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Min, Prefetch, Q

from lco.teams.escalation import age_of, grace
from web.teams.cases import standards
from web.teams.models import Membership, Team, TeamRole
from web.teams.queries import today
from web.teams.work.models import NEED_TO_KNOW, Kind, Status, Task, TaskEvent, TaskQuerySet
from web.teams.work.queries import tasks_of_team
from web.ui import formats
from web.ui.words import phrase, plural

NOBODY = "Nobody by name"


def for_lead(team: Team, *, on: date | None = None) -> TaskQuerySet:
    """Return the open tasks of `team` its lead has to look at on the day `on`, by the rules of escalation."""
    day = on or today()
    return _late_open(team, day).filter(Q(quiet_until__isnull=True) | Q(quiet_until__lte=day))


def dealt_with(team: Team, *, on: date | None = None) -> TaskQuerySet:
    """Return the tasks that are late but that the lead has acknowledged or put off, and that come back."""
    day = on or today()
    return _late_open(team, day).filter(quiet_until__gt=day)


def waiting_for(user: Any, *, on: date | None = None) -> list[Team]:
    """Return the teams `user` leads today in whose queue tasks wait, with `waiting`, how many."""
    day = on or today()
    if not user.has_perm("teams.assign_work"):
        return []
    leads = Membership.objects.current(day).filter(user=user, role=TeamRole.LEAD)
    quiet = Q(tasks__quiet_until__isnull=True) | Q(tasks__quiet_until__lte=day)
    shared = ~Q(tasks__came_from=NEED_TO_KNOW)
    late = Q(tasks__status=Status.OPEN) & shared & quiet & _late(day, "tasks__")
    found = Team.objects.filter(pk__in=leads.values("team")).annotate(waiting=Count("tasks", filter=late))
    return list(found.filter(waiting__gt=0).order_by("name"))


def _late(day: date, of: str = "") -> Q:
    """Return the condition of being overdue beyond the days of grace; `of` leads there from elsewhere."""
    known = standards.current()
    late = Q()
    for is_nobodys in (True, False):
        days = {kind: grace(kind, has_owner=not is_nobodys, known=known) for kind in Kind.values}
        for grace_days in sorted(set(days.values())):
            kinds = [kind for kind, each in days.items() if each == grace_days]
            due = day - timedelta(days=grace_days)
            late |= Q(**{f"{of}owner__isnull": is_nobodys, f"{of}kind__in": kinds, f"{of}due_on__lte": due})
    return late


def _late_open(team: Team, day: date) -> TaskQuerySet:
    return tasks_of_team(team).open().filter(_late(day))


def with_last_event(tasks: TaskQuerySet) -> TaskQuerySet:
    """Return `tasks` with what was done with each, read in one further query."""
    events = TaskEvent.objects.select_related("by").order_by("-pk")
    return tasks.prefetch_related(Prefetch("events", queryset=events, to_attr="latest_first"))


@dataclass(frozen=True)
class Digest:
    """The queue in numbers: how many tasks, with whom, and since when the oldest is due."""

    count: int
    by_owner: Sequence[tuple[str, int]]
    oldest: date | None
    quiet: int

    def in_words(self, on: date) -> str:
        """Return the digest as one sentence or two."""
        quiet = f" {plural(self.quiet, 'more is', 'more are')} acknowledged or put off." if self.quiet else ""
        if not self.count or self.oldest is None:
            return f"Nothing waits for you: no task is overdue beyond its days of grace.{quiet}"
        whose = phrase([f"{name} {count}" for name, count in self.by_owner])
        waiting = plural(self.count, "task waits", "tasks wait")
        days = plural((on - self.oldest).days, "day")
        return f"{waiting} for you: {whose}. The oldest is {days} overdue.{quiet}"


def digest(team: Team, *, on: date | None = None) -> Digest:
    """Return the queue of a team in numbers, from two queries."""
    day = on or today()
    names = ("owner", "owner__name")
    rows = list(
        for_lead(team, on=day)
        .order_by()
        .values(*names)
        .annotate(number=Count("pk"), oldest=Min("due_on"))
        .order_by("-number", "owner__name")
    )
    return Digest(
        count=sum(row["number"] for row in rows),
        by_owner=[(row["owner__name"] or NOBODY, row["number"]) for row in rows],
        oldest=min((row["oldest"] for row in rows), default=None),
        quiet=dealt_with(team, on=day).count(),
    )


@dataclass(frozen=True)
class Group:
    """Some tasks under one heading; `key` names the group in an address."""

    key: str
    title: str
    tasks: Sequence[Task]


def grouped(tasks: Iterable[Task], by: str, *, on: date) -> list[Group]:
    """Return tasks, which are in that order already, under the name of their owner or of their age."""
    key = _age if by == "age" else _owner
    found = [(key(task, on), task) for task in tasks]
    return [
        Group(name, title, [task for _, task in group])
        for (name, title), group in groupby(found, key=lambda pair: pair[0])
    ]


def _age(task: Task, on: date) -> tuple[str, str]:
    age = age_of(task.due_on, on=on)
    return str(age.at_least), age.title


def _owner(task: Task, _: date) -> tuple[str, str]:
    return (str(task.owner_id), task.owner.name) if task.owner_id else ("0", NOBODY)


def late_in_words(task: Any, on: date) -> str:
    """Return how late a task is, ``12 days overdue``, or when it is due."""
    days = (on - task.due_on).days
    return f"{plural(days, 'day')} overdue" if days > 0 else f"due on {formats.day(task.due_on)}"

"""What speaks against a day or an hour for somebody: said before it is saved, and left to who plans."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lco.teams.visits import Booked, clashes
from web.teams.models import Membership, Team
from web.teams.staff.models import Absence, WorkingDay
from web.teams.work.models import Task
from web.ui import formats
from web.ui.words import phrase


def warnings_of(
    owner: Any,
    team: Team,
    due_on: date,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    besides: int | None = None,
) -> list[str]:
    """Return in sentences what speaks against giving `owner` something to do then.

    Another visit at the same time, an absence, a day on which the owner does not work for the team. A member
    without a working pattern is taken to work every day. `besides` is the key of the task that is moved.
    """
    found = _away(owner, team, due_on) + _not_working(owner, team, due_on)
    if starts_at is not None and ends_at is not None:
        found += _clashes(owner, starts_at, ends_at, besides)
    return found


def _clashes(owner: Any, starts_at: datetime, ends_at: datetime, besides: int | None) -> list[str]:
    taken = Task.objects.open().filter(owner=owner, starts_at__lt=ends_at, ends_at__gt=starts_at)
    booked = [
        Booked(each.pk, each.starts_at, each.ends_at)
        for each in taken.exclude(pk=besides).only("pk", "starts_at", "ends_at")
    ]
    times = [
        f"{timezone.localtime(each.starts_at):%H:%M} to {timezone.localtime(each.ends_at):%H:%M}"
        for each in clashes(starts_at, ends_at, booked)
    ]
    return [f"{owner.name} has another visit at that time: {phrase(times)}."] if times else []


def _away(owner: Any, team: Team, day: date) -> list[str]:
    absence = Absence.objects.on(day).filter(membership__user=owner, membership__team=team).first()
    if absence is None:
        return []
    return [f"{owner.name} is away on {formats.day(day)}, and back on {formats.day(absence.ends_before)}."]


def _not_working(owner: Any, team: Team, day: date) -> list[str]:
    memberships = Membership.objects.current(day).filter(user=owner, team=team)
    days = set(WorkingDay.objects.filter(membership__in=memberships).values_list("weekday", flat=True))
    if not days or day.weekday() in days:
        return []
    return [f"{owner.name} does not work for {team.name} on a {day:%A}."]

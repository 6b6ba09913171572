"""All reads of staff: who covers whom, who is away, what a leaver left behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from web.teams.cases.models import Case
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.staff.models import Cover
from web.teams.work.models import Task


def covers_by(user: Any, *, on: date | None = None) -> list[Cover]:
    """Return whom `user` covers on the day `on` (today when not given), those who end first at the top.

    Whoever belongs to no team any more covers nobody, and nobody who left is covered.
    """
    day = on or today()
    mine = Membership.objects.current(day).filter(user=OuterRef("covered_by"))
    theirs = Membership.objects.current(day).values("pk")
    found = Cover.objects.on(day).filter(Exists(mine), covered_by=user, membership__in=theirs)
    return list(found.select_related("membership__user", "membership__team").order_by("ends_before", "pk"))


def covered_tasks(covers: Sequence[Cover]) -> Q:
    """Return the condition that a task is of somebody covered, in the team the cover is for."""
    return _any_of(
        Q(owner=each.membership.user_id, team=each.membership.team_id) & Q(status="open") for each in covers
    )


def covered_cases(user: Any) -> Q:
    """Return the condition that a case is open and led or co-ordinated by somebody `user` covers today."""
    return covered_cases_of(covers_by(user))


def covered_case(user: Any, pseudonym: int) -> Case | None:
    """Return the case through which `user`, who covers somebody today, sees a person; None without one.

    The case carries `cover_ends_before`, the day from which the person is seen no longer.
    """
    covers = covers_by(user)
    if not covers:
        return None
    task = Task.objects.filter(covered_tasks(covers), case=OuterRef("pk"))
    is_covered = covered_cases_of(covers) | Q(Exists(task))
    found = Case.objects.open().filter(is_covered, person=pseudonym).select_related("person", "team").first()
    if found is not None:
        in_team = [each.ends_before for each in covers if each.membership.team_id == found.team_id]
        found.cover_ends_before = max(in_team)  # type: ignore[attr-defined]
    return found


def covered_cases_of(covers: Sequence[Cover]) -> Q:
    """Return the condition that a case is open and led or co-ordinated by one of those covered."""
    return _any_of(
        (Q(coordinator=each.membership.user_id) | Q(lead_professional=each.membership.user_id))
        & Q(team=each.membership.team_id, closed_at__isnull=True)
        for each in covers
    )


def _any_of(conditions: Any) -> Q:
    found = Q(pk__in=[])
    for each in conditions:
        found |= each
    return found

"""All reads of staff: who covers whom, who is away, what a leaver left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from web.teams.cases.models import Case
from web.teams.models import Membership, Team
from web.teams.queries import members_of, today
from web.teams.staff.models import Absence, Cover, Leadership
from web.teams.work.models import Task, TaskQuerySet


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


def tasks_owned(team: Team, user: Any) -> TaskQuerySet:
    """Return the open tasks of `team` that are with `user`."""
    return Task.objects.open().filter(team=team, owner=user)


def posts_of(team: Team, user: Any) -> QuerySet[Case]:
    """Return the open cases of `team` that `user` co-ordinates or leads."""
    mine = Q(coordinator=user) | Q(lead_professional=user)
    return Case.objects.open().filter(mine, team=team).select_related("person").order_by("pk")


@dataclass(frozen=True)
class Left:
    """What stands with the name of somebody who does not belong to the team today."""

    user: Any
    tasks: int
    people: int

    @property
    def is_any(self) -> bool:
        """Say whether anything is left at all."""
        return bool(self.tasks or self.people)


def left_with(membership: Membership) -> Left:
    """Return what a member has in the team: what stays behind when they leave."""
    team, user = membership.team, membership.user
    return Left(user, tasks_owned(team, user).count(), posts_of(team, user).count())


def left_in(team: Team) -> list[Left]:
    """Return, by name, who does not belong to `team` today and still has open tasks or posts in it."""
    here = members_of(team).filter(user__is_active=True).values("user")
    tasks = Task.objects.open().filter(team=team, owner__isnull=False).exclude(owner__in=here)
    tally: dict[int, list[int]] = {}
    for user in tasks.values_list("owner", flat=True):
        tally.setdefault(user, [0, 0])[0] += 1
    coordinates = Q(coordinator__isnull=False) & ~Q(coordinator__in=here)
    leads = Q(lead_professional__isnull=False) & ~Q(lead_professional__in=here)
    cases = Case.objects.open().filter(coordinates | leads, team=team)
    for posts in cases.values_list("coordinator", "lead_professional"):
        for user in {post for post in posts if post is not None}:
            tally.setdefault(user, [0, 0])[1] += 1
    gone = get_user_model().objects.filter(pk__in=tally).exclude(pk__in=here).select_related("organisation")
    return [Left(user, *tally[user.pk]) for user in gone.order_by("name")]


def members_with(team: Team, *, on: date | None = None) -> list[Membership]:
    """Return the members of `team` with their working days, posts, absences and cover, leads first."""
    day = on or today()
    ahead = Absence.objects.filter(withdrawn_at=None, ends_before__gt=day)
    posts = Leadership.objects.on(day)
    found = members_of(team, on=day).prefetch_related(
        "working_days",
        Prefetch("leaderships", queryset=posts, to_attr="posts_held"),
        Prefetch("absences", queryset=ahead.prefetch_related(standing_covers()), to_attr="absences_ahead"),
    )
    return list(found.order_by("role", "user__name"))


def member_with(team: Team, key: int) -> Membership | None:
    """Return one membership of `team`, past or present, with all that hangs on it; None without one."""
    found = Membership.objects.filter(team=team, pk=key).select_related("user__organisation", "team")
    posts = Leadership.objects.filter(withdrawn_at=None)
    away = Absence.objects.filter(withdrawn_at=None, ends_before__gt=today())
    return found.prefetch_related(
        "working_days",
        Prefetch("leaderships", queryset=posts, to_attr="posts_held"),
        Prefetch("absences", queryset=away.prefetch_related(standing_covers()), to_attr="absences_ahead"),
    ).first()


def standing_covers() -> Prefetch:
    """Return how absences are read together with who covers them, as `standing_covers` on each."""
    standing = Cover.objects.filter(withdrawn_at=None).select_related("covered_by")
    return Prefetch("covers", queryset=standing, to_attr="standing_covers")

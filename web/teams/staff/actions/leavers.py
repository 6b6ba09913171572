"""Writes for those who leave: their work handed on, their account closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, Q

from web.accounts.actions import close_account
from web.audit.actions import record_write
from web.teams.models import Membership, Team
from web.teams.queries import is_lead_of, today
from web.teams.staff.ending import end_with
from web.teams.staff.queries import posts_of, tasks_owned
from web.teams.staff.refusals import StaffRefused


@dataclass(frozen=True)
class HandedOn:
    """What was handed on: tasks, and people whose coordinator or lead professional changed."""

    tasks: int
    people: int


@transaction.atomic
def hand_on(*, by: Any, team: Team, leaver: Any, to: Any, note: str, key: UUID) -> HandedOn:
    """Give everything `leaver` still has in `team`, tasks and posts, to a member: all of it or nothing.

    The same `key` again changes nothing.

    Raises:
        StaffRefused: when `by` does not lead the team, `to` is the leaver or no member, or nobody says why.
    """
    from web.teams.cases.actions import CaseRefused, appoint
    from web.teams.work.actions import TaskRefused, reassign

    if by is not None and not is_lead_of(by, team):
        raise StaffRefused("Only the lead of the team hands work on.")
    if leaver.pk == to.pk:
        raise StaffRefused("Choose somebody else than who has it now.")
    if not note.strip():
        raise StaffRefused("Say why: whoever takes the work over reads it.")
    tasks = list(tasks_owned(team, leaver).values_list("pk", flat=True))
    cases = list(posts_of(team, leaver))
    try:
        if tasks:
            reassign(by=by, team=team, tasks=tasks, to=to, note=note, key=key)
        for case in cases:
            posts = {
                name: to
                for name in ("coordinator", "lead_professional")
                if getattr(case, f"{name}_id") == leaver.pk
            }
            appoint(by=by, case=case, key=uuid5(key, str(case.pk)), note=note, **posts)
    except (TaskRefused, CaseRefused) as refused:
        raise StaffRefused(str(refused)) from refused
    return HandedOn(len(tasks), len(cases))


@transaction.atomic
def let_go(*, by: Any, user: Any, last_day: date | None = None) -> int:
    """End every membership of somebody who leaves for good, those to come too, and close the account.

    Returns how many memberships ended. Whoever has left cannot join a team again until the administrator
    opens the account.
    """
    day = last_day or today()
    open_ones = Membership.objects.select_for_update().filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=day), user=user
    )
    ended = 0
    for held in open_ones.order_by("pk"):
        held.ends_before = max(day, held.starts_on)
        held.save(update_fields=["ends_before"])
        record_write(by=by, kind="team", id=held.team.slug, detail=f"user {held.user_id} left for good")
        end_with(held)
        ended += 1
    Membership.objects.filter(user=user, starts_on__gt=day).update(ends_before=F("starts_on"))
    close_account(by=by, user=user)
    return ended

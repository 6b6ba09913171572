"""A concern follows the person: whoever looks after them now has to know that it is there."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from web.teams.access.ended import open_case_team
from web.teams.models import Team
from web.teams.queries import members_of
from web.teams.safeguarding.agreeing import ABOUT_NEW, address_of
from web.teams.safeguarding.holding import keep
from web.teams.safeguarding.models import Concern, ConcernAct
from web.teams.safeguarding.sight import told_of
from web.teams.work.models import Status, Task


@transaction.atomic
def move_concerns(*, by: Any, person: int, team: Team, key: UUID) -> int:
    """Let the open concerns about a person follow them to `team`; return how many went.

    Those named who do not belong to `team` see them no longer, and a step of theirs is nobody's by name: who
    leads and who decides there are told. The same `key` again changes nothing. `by` None is a command.
    """
    waiting = Concern.objects.select_for_update(of=("self",)).filter(person=person).open().order_by("pk")
    moved = [concern for concern in waiting if concern.team_id != team.pk]
    for concern in moved:
        _bring_the_steps(concern, team)
        words = f"From {concern.team.name} to {team.name}"
        concern.team = team
        keep(concern, ConcernAct.MOVED, by=by, key=uuid5(key, f"concern {concern.pk}"), words=words)
        _tell(concern, by=by, key=key)
    return len(moved)


@transaction.atomic
def follow_people(*, by: Any, key: UUID) -> int:
    """Let open concerns follow people whom another team looks after since the last time; return how many.

    A new list by need may have brought a person into another neighbourhood without a hand-over.
    """
    people = Concern.objects.open().order_by("person").values_list("person", flat=True).distinct()
    teams = {person: open_case_team(person) for person in people}
    return sum(
        move_concerns(by=by, person=person, team=team, key=uuid5(key, str(person)))
        for person, team in teams.items()
        if team is not None
    )


def _bring_the_steps(concern: Concern, team: Team) -> None:
    here = members_of(team).values("user")
    tasks = Task.every.filter(pk__in=concern.steps.values("task"), status=Status.OPEN)
    for task in tasks.select_for_update(of=("self",)).order_by("pk"):
        task.team = team
        task.owner = task.owner if here.filter(user=task.owner_id).exists() else None
        task.version += 1
        task.save(update_fields=["team", "owner", "version"])


def _tell(concern: Concern, *, by: Any, key: UUID) -> None:
    from web.teams.work.actions import notify

    for user in told_of(concern):
        if by is None or user.pk != by.pk:
            notify(by=by, to=user, about=ABOUT_NEW, address=address_of(concern), key=uuid5(key, "moved"))

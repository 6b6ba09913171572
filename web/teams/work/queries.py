"""All reads of work: tasks, messages, one's own day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from web.teams.models import Team
from web.teams.queries import teams_of
from web.teams.staff.models import Cover
from web.teams.staff.queries import covered_tasks, covers_by
from web.teams.work.models import NEED_TO_KNOW, Notice, Status, Task, TaskQuerySet

_SHOWN_WITH = ("person", "team", "owner", "organisation")


def tasks_seen_by(user: Any, *, covers: Sequence[Cover] | None = None) -> TaskQuerySet:
    """Return the tasks of the teams `user` belongs to today and of those `user` covers today.

    What came of a safeguarding concern is among them for those alone who need to know the concern.
    """
    from web.teams.safeguarding.sight import steps_known_to

    known = covers_by(user) if covers is None else covers
    seen = Q(team__in=teams_of(user))
    if known:
        seen |= covered_tasks(known)
    may_know = ~Q(came_from=NEED_TO_KNOW) | Q(pk__in=steps_known_to(user))
    return Task.every.filter(seen, may_know).select_related(*_SHOWN_WITH)


def tasks_of_person(person: int) -> TaskQuerySet:
    """Return every task about a person, what is still to be done first, then by the day it is due.

    Whoever asks has come through the door to the person.
    """
    order = ("-is_open", "due_on", "pk")
    is_open = Q(status=Status.OPEN)
    found = Task.objects.filter(person=person).annotate(is_open=is_open)
    return found.select_related(*_SHOWN_WITH).order_by(*order)


def tasks_of_team(team: Team) -> TaskQuerySet:
    """Return every task of a team."""
    return Task.objects.filter(team=team).select_related(*_SHOWN_WITH)


def unread_of(user: Any) -> list[Notice]:
    """Return the messages `user` has not read, the newest first; at most fifty."""
    return list(notices_of(user).filter(read_at=None)[:50])


def notices_of(user: Any) -> QuerySet[Notice]:
    """Return every message to `user`, the newest first."""
    return Notice.objects.filter(to=user).select_related("person", "made_by")

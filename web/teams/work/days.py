"""One's own day: what is due, visits in order, reviews, messages and whom one covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from lco.teams.visits import day_bounds
from web.teams.cases.models import Case
from web.teams.models import Team
from web.teams.queries import teams_of, today
from web.teams.staff.models import Cover
from web.teams.staff.queries import covered_cases_of, covered_tasks, covers_by
from web.teams.work.models import Notice, Task
from web.teams.work.overdue import waiting_for
from web.teams.work.queries import tasks_seen_by, unread_of
from web.ui import formats
from web.ui.words import phrase, plural

REVIEWS_AHEAD = timedelta(days=7)
SHOWN = 60  # of what is due; the board shows all


@dataclass(frozen=True)
class Day:
    """What one has to do on a day. Visits are those of the day, in the order of the clock."""

    on: date
    visits: Sequence[Task]
    overdue: Sequence[Task]
    due: Sequence[Task]
    soon: Sequence[Task]
    reviews: Sequence[Case]
    notices: Sequence[Notice]
    covers: Sequence[Cover]
    meetings: Sequence[Any] = ()
    queues: Sequence[Team] = ()
    is_cut: bool = False

    @property
    def summary(self) -> str:
        """The day in one sentence."""
        what = [
            plural(len(self.visits), "visit"),
            *([plural(len(self.meetings), "meeting")] if self.meetings else []),
            f"{plural(len(self.due), 'task')} due today",
            f"{len(self.overdue)}{' or more' if self.is_cut else ''} overdue",
            f"{plural(len(self.reviews), 'review')} due by {formats.day(self.on + REVIEWS_AHEAD)}",
            plural(len(self.notices), "new message"),
        ]
        said = f"{formats.day(self.on)}: {phrase(what)}."
        return f"{said} {self._covering}" if self.covers else said

    @property
    def _covering(self) -> str:
        each = [
            f"{cover.membership.user.name} until {formats.day(cover.ends_before - timedelta(days=1))}"
            for cover in self.covers
        ]
        return f"You cover for {phrase(each)}."

    @property
    def people(self) -> list[int | None]:
        """The pseudonyms of those whom the day names; None for what is about nobody."""
        named = (*self.visits, *self.overdue, *self.due, *self.soon, *self.reviews)
        return [each.person_id for each in named]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing at all is to be done."""
        tasks = self.visits or self.overdue or self.due or self.soon
        return not (tasks or self.reviews or self.notices or self.meetings or self.queues)


def day_of(user: Any, *, on: date | None = None) -> Day:
    """Return the day of `user`: own work and that of those covered."""
    day = on or today()
    covers = covers_by(user, on=day)
    tasks = _tasks(user, covers, day)
    visits = [each for each in tasks if each.starts_at and each.due_on == day]
    rest = [each for each in tasks if each not in visits]
    return Day(
        on=day,
        visits=sorted(visits, key=lambda each: (each.starts_at, each.pk)),
        overdue=[each for each in rest if each.due_on < day],
        due=[each for each in rest if each.due_on == day],
        soon=[each for each in rest if each.due_on > day],
        reviews=_reviews(user, covers, day),
        notices=unread_of(user),
        covers=covers,
        meetings=_meetings(user, day),
        queues=waiting_for(user, on=day),
        is_cut=len(tasks) == SHOWN,
    )


def _tasks(user: Any, covers: Sequence[Cover], day: date) -> list[Task]:
    mine = Q(owner=user) | covered_tasks(covers)
    found = tasks_seen_by(user, covers=covers).filter(mine, due_on__lte=day + REVIEWS_AHEAD).open()
    return list(found.order_by("due_on", "starts_at", "pk")[:SHOWN])


def _meetings(user: Any, day: date) -> list[Any]:
    from web.teams.meetings.queries import meetings_seen_by

    begins, ends = day_bounds(day)
    found = meetings_seen_by(user).filter(planned_at__gte=begins, planned_at__lt=ends)
    return list(found.order_by("planned_at", "pk"))


def _reviews(user: Any, covers: Sequence[Cover], day: date) -> list[Case]:
    mine = Q(coordinator=user, team__in=teams_of(user)) | covered_cases_of(covers)
    due = Q(review_on__lte=day + REVIEWS_AHEAD) | Q(state="review_due")
    found = Case.objects.open().filter(mine, due).select_related("person", "team", "coordinator")
    return list(found.order_by("review_on", "pk")[:SHOWN])

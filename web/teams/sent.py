"""What the analysis is told of the teams' work: pseudonyms, days and codes of days that are over.

No note, no name and nobody who acted leaves the tables by this way. A day is told once it is over: then it
can no longer change, and what was told stays true.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from lco.store.vocabulary import CaseSource, JudgedTier, JudgementReason
from web.teams.cases.models import Case, CaseEvent
from web.teams.models import Judgement
from web.teams.sending import Rows
from web.teams.work.models import Status, Task


def work_to_send(*, before: date) -> dict[str, Rows]:
    """Return the rows of every file, of the days before `before`, in the columns of its `FILES`."""
    return {
        "judgements": _judgements(before),
        "cases": _cases(_midnight(before)),
        "case_events": _case_events(_midnight(before)),
        "tasks": _tasks(before),
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _day(instant: datetime) -> date:
    return timezone.localdate(instant)


def _judgements(before: date) -> Iterator[tuple[Any, ...]]:
    """Yield of each person and day the last thing said; a withdrawal ends on its own day, so none holds."""
    said = Judgement.objects.filter(judged_on__lt=before).order_by("person", "judged_on", "-pk")
    for each in said.distinct("person", "judged_on").iterator():
        tier, reason = JudgedTier[each.tier.upper()], JudgementReason(each.reason)
        yield each.person_id, each.judged_on, each.ends_before, tier.name.lower(), reason.name.lower()


def _cases(before: datetime) -> Iterator[tuple[Any, ...]]:
    # The first act knows the team that found the person: a case may have been handed over since.
    first = CaseEvent.objects.order_by("case", "pk").distinct("case").values_list("case", "team__area")
    areas = dict(first.iterator())
    found = Case.objects.filter(opened_at__lt=before).select_related("team").order_by("pk")
    for case in found.iterator():
        area = areas.get(case.pk, case.team.area)
        yield (
            case.person_id,
            case.pk,
            _day(case.opened_at),
            CaseSource[case.source.upper()].name.lower(),
            area,
        )


def _case_events(before: datetime) -> Iterator[tuple[Any, ...]]:
    done = CaseEvent.objects.filter(at__lt=before).order_by("pk")
    columns = ("case__person", "case", "pk", "at", "act", "from_state", "to_state", "team__area", "reason")
    for person, case, event, at, *words in done.values_list(*columns).iterator():
        yield person, case, event, _day(at), *words


def _tasks(before: date) -> Iterator[tuple[Any, ...]]:
    """Yield tasks of people; one closed on a day that is not over is told as open."""
    midnight = _midnight(before)
    made = Task.objects.filter(person__isnull=False, made_at__lt=midnight).order_by("pk")
    columns = ("person", "pk", "made_at", "due_on", "done_at", "status")
    for person, task, made_at, due_on, done_at, status in made.values_list(*columns).iterator():
        is_closed = done_at is not None and done_at < midnight
        closed_on = _day(done_at) if is_closed else None
        yield person, task, _day(made_at), due_on, closed_on, status if is_closed else Status.OPEN.value

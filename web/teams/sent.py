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
from web.teams.access.queries import opt_outs_to_send
from web.teams.assets.models import Connection
from web.teams.cases.models import Case, CaseEvent
from web.teams.models import Judgement
from web.teams.plans.models import Deed, PlanDeed
from web.teams.sending import Rows
from web.teams.work.models import Status, Task


def work_to_send(*, before: date) -> dict[str, Rows]:
    """Return the rows of every file, of the days before `before`, in the columns of its `FILES`."""
    return {
        "judgements": _judgements(before),
        "cases": _cases(_midnight(before)),
        "case_events": _case_events(_midnight(before)),
        "plans": _plans(before),
        "tasks": _tasks(before),
        "connections": _connections(_midnight(before)),
        "opt_outs": _opt_outs(before),
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


def _plans(before: date) -> Iterator[tuple[Any, ...]]:
    """Yield each time a plan was agreed; written down by then, since it may be said of an earlier day."""
    agreed = PlanDeed.objects.filter(deed=Deed.AGREED, at__lt=_midnight(before)).order_by("pk")
    yield from agreed.values_list("plan__person", "pk", "done_on", "review_on").iterator()


def _connections(before: datetime) -> Iterator[tuple[Any, ...]]:
    """Yield people put in touch with a group or service."""
    made = Connection.objects.filter(offered_at__lt=before).order_by("pk")
    for person, connection, offered_at in made.values_list("person", "pk", "offered_at").iterator():
        yield person, connection, _day(offered_at)


def _opt_outs(before: date) -> Iterator[tuple[Any, ...]]:
    """Yield the last thing each person said of each opt-out on each day."""
    for said in opt_outs_to_send(before=before):
        yield said.person, said.said_on, said.kind, said.is_out

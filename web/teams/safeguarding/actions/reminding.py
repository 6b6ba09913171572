"""Whoever leads and decides is told once of what is overdue on a concern, without a word of what it is."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.db.models import Min, Q

from lco.teams.safeguarding import Stage
from web.teams.queries import today
from web.teams.safeguarding.agreeing import address_of
from web.teams.safeguarding.models import Concern
from web.teams.safeguarding.sight import by_post

ABOUT_LATE = "Something that few may see is overdue."


@transaction.atomic
def remind(*, by: Any, on: date | None = None) -> int:
    """Tell who leads and decides of every concern that waits too long; return how many concerns are late.

    Late is a first decision past its day, or a step past its own. Each is told once however often this runs.
    """
    from web.teams.work.actions import notify

    day = on or today()
    late = _late(day)
    for concern in late:
        since = concern.decide_by if concern.stage == Stage.RAISED else concern.step_due_on  # type: ignore[attr-defined]
        key = uuid5(NAMESPACE_OID, f"concern {concern.pk} late since {since}")
        for user in by_post(concern):
            notify(by=by, to=user, about=ABOUT_LATE, address=address_of(concern), key=key)
    return len(late)


def _late(day: date) -> list[Concern]:
    step_due_on = Min("steps__task__due_on", filter=Q(steps__task__status="open"))
    found = Concern.objects.open().annotate(step_due_on=step_due_on).select_related("team")
    undecided = Q(stage=Stage.RAISED.value, decide_by__lt=day)
    late = found.filter(undecided | Q(step_due_on__lt=day))
    return list(late.prefetch_related("kept_from").order_by("pk"))

"""Reviews fall due by date."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction

from lco.teams.workflow import Act, State
from web.teams.cases.actions.advancing import advance
from web.teams.cases.models import Case, CaseEvent
from web.teams.cases.telling import tell_who_acts
from web.teams.queries import today


@transaction.atomic
def fall_due(*, by: Any, on: date | None = None) -> list[CaseEvent]:
    """Let every active case whose review day has come fall due; return what was written.

    A page shows such a case as due before this has run; doing it again on the same day changes nothing.
    """
    day = on or today()
    late = Case.objects.open().filter(state=State.ACTIVE, review_on__lte=day).order_by("pk")
    events = []
    for case in late.select_related("team", "person", "coordinator"):
        key = uuid5(NAMESPACE_OID, f"case {case.pk} due {case.review_on}")
        events.append(advance(by=by, case=case, act=Act.FALL_DUE, key=key))
        tell_who_acts(case, by=by, about="A review has fallen due.", key=key)
    return events

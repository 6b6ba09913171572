"""What moves a person from one state to the next."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.workflow import TRANSITIONS, Act
from web.teams.cases.appointments import Appointment, needed_by, set_on
from web.teams.cases.endings import WhatEnded, bring_back, what_ended
from web.teams.cases.holding import hold, made_before, refuse_an_older_page, refuse_outsiders, write
from web.teams.cases.models import Case, CaseEvent
from web.teams.cases.refusals import CaseRefused
from web.teams.cases.rules import checked_reason, state_after

# Acts that keep a record of their own: to do them without it would say what nobody can show.
_WITH_A_RECORD = {
    Act.TRANSFER: "offer the case to the other team, which accepts it",
    Act.BEST_INTERESTS: "record the decision in the person's best interests",
    Act.STEP_DOWN: "answer the test of stepping down",
    Act.APPOINT: "say who is appointed",
}


@transaction.atomic
def advance(
    *,
    by: Any,
    case: Case,
    act: Act,
    key: UUID,
    version: int | None = None,
    reason: str = "",
    note: str = "",
    detail: str = "",
    appointed: Appointment | None = None,
    at: datetime | None = None,
) -> CaseEvent:
    """Do `act` on `case` as the table of the workflow allows; return what was written.

    `version` is that of the case when the form was opened; None does not ask. The same `key` again
    returns what the first did. `appointed` is set on the case in the same moment; what an act cannot leave
    open (who coordinates a plan that starts, when is looked again) is filled in. An ending that is taken back
    brings back what it had ended.

    Raises:
        CaseRefused: when the table does not allow it now, or a reason is missing.
        ChangedMeanwhile: when the case was changed since the form was opened.
    """
    held = hold(case)
    made = made_before(key, held)
    if made is not None:
        return made
    refuse_an_older_page(held, version)
    refuse_outsiders(by, held, act)
    if act in _WITH_A_RECORD:
        raise CaseRefused(f"'{TRANSITIONS[act].title}' is more than a click: {_WITH_A_RECORD[act]}.")
    reason, to = checked_reason(act, reason, note), state_after(held, act)
    on = timezone.localtime(at).date() if at else timezone.localdate()
    asked = needed_by(act, held, appointed or Appointment(), by=by, on=on)
    ended = what_ended(held) if act is Act.REOPEN else WhatEnded()
    said = [detail, set_on(held, asked, on=on), ended.words and f"brings back {ended.words}"]
    words = {"reason": reason, "note": note, "detail": "; ".join(filter(None, said))}
    event = write(held, act, to, by=by, key=key, at=at, **words)
    bring_back(held, ended, by=by, key=key)
    return event

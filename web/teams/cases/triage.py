"""The day by which somebody in the queue is looked at: used by the actions, inside theirs."""

from __future__ import annotations

from datetime import date

from lco.teams.workflow import State
from web.teams.cases.holding import hold
from web.teams.cases.models import Case


def brought_nearer(case: Case, triage_by: date | None) -> Case:
    """Return the case, held; its day of triage is `triage_by` where that is sooner and it waits."""
    held = hold(case)
    is_nearer = triage_by and (held.triage_by is None or triage_by < held.triage_by)
    if held.state == State.FOUND and is_nearer:
        held.triage_by = triage_by
        held.save(update_fields=["triage_by"])
    return held

"""Holds a case while it is changed, and writes what was done: used by the actions, inside theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from lco.teams.workflow import OPEN, STATES, TRANSITIONS, Act, DoneIn, State
from web.audit.actions import record_write
from web.teams.cases.endings import end_what_waits
from web.teams.cases.models import Case, CaseEvent
from web.teams.cases.refusals import CaseRefused, ChangedMeanwhile
from web.teams.models import Team
from web.teams.queries import is_lead_of, teams_of


def hold(case: Case) -> Case:
    """Return the case as it stands now; nobody else changes it until the transaction ends."""
    # The row alone: joined to its team, a row that waited while it moved to another team would be lost.
    return Case.objects.select_for_update().get(pk=case.pk)


def made_before(key: UUID, held: Case) -> CaseEvent | None:
    """Return what a form made already; None when it is sent the first time.

    Raises:
        CaseRefused: when the form was used for another case.
    """
    made = CaseEvent.objects.filter(key=key).first()
    if made is not None and made.case_id != held.pk:
        raise CaseRefused("This form was used for another case: open it again.")
    return made


def refuse_an_older_page(held: Case, version: int | None) -> None:
    """Refuse what was written beside an older state of the case; None does not ask.

    Raises:
        ChangedMeanwhile: with what was done since.
    """
    if version is not None and held.version != version:
        newer = max(0, held.version - version)
        events = list(held.events.select_related("by", "team").order_by("-id")[:newer])[::-1]
        raise ChangedMeanwhile(held, events)


def refuse_outsiders(by: Any, held: Case, act: Act) -> None:
    """Refuse who is not of the case's team today, or not its lead where the lead alone acts.

    What other parts of the work tell the case (an assessment, a meeting, a plan) is guarded there; `by`
    None is the product itself.

    Raises:
        CaseRefused: with what to do.
    """
    rule = TRANSITIONS[act]
    if by is None or rule.done_in is not DoneIn.CASE:
        return
    refuse_not_of(held.team, by=by, permission="teams.change_cases")
    if rule.is_for_lead and not is_lead_of(by, held.team):
        raise CaseRefused(f"'{rule.title}' is for the lead of {held.team.name}: ask them.")


def refuse_not_of(team: Team, *, by: Any, permission: str) -> None:
    """Refuse who does not belong to `team` today or lacks the role; None is the product itself.

    Raises:
        CaseRefused: with what to do.
    """
    if by is not None and not (by.has_perm(permission) and teams_of(by).filter(pk=team.pk).exists()):
        raise CaseRefused(f"Only {team.name} acts on this case: ask them, or ask them to hand it over.")


def write(
    held: Case, act: Act, to: State, *, by: Any, key: UUID, at: datetime | None = None, **said: str
) -> CaseEvent:
    """Write one act and move the case; what is planned ends where the act says so.

    `said` is what the event keeps in words: ``reason``, ``note`` and ``detail``.
    """
    now = at or timezone.now()
    words = {name: text.strip() for name, text in said.items()}
    states = {"from_state": held.state, "to_state": to}
    event = CaseEvent.objects.create(
        case=held, act=act, team=held.team, by=by, at=now, key=key, **states, **words
    )
    if to != held.state:
        held.state, held.state_since = to, now
    held.closed_at = None if to in OPEN else now
    held.version += 1
    held.save()
    if to not in OPEN:
        end_what_waits(held, event)
    moved = f"{TRANSITIONS[act].past}, now {STATES[to].title.lower()}, case {held.pk}"
    record_write(by=by, kind="person", id=held.person_id, detail=moved)
    return event

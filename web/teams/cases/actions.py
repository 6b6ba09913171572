"""All writes of cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.workflow import OPEN, STATES, TRANSITIONS, Act, ActRefused, State, after
from web.audit.actions import record_write
from web.records.models import Person
from web.teams.cases.models import Case, CaseEvent, Source
from web.teams.models import Team


class CaseRefused(ValueError):
    """What cannot be done with a case; the message says why and what to do."""


class ChangedMeanwhile(CaseRefused):
    """Somebody changed the case since the form was opened."""


@transaction.atomic
def open_case(*, by: Any, person: Person, team: Team, source: str, note: str = "", key: UUID) -> Case:
    """Put a person on the list of those found for `team`; an open case is returned as it is.

    The person's row is held while it happens: two who find the same person at once make one case.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    there = Case.objects.open().filter(person=held).first()
    if there is not None:
        return there
    case = Case.objects.create(person=held, team=team, state=State.FOUND, source=Source(source))
    record_write(by=by, kind="person", id=held.pk, detail=f"found for {team.slug}, case {case.pk}")
    return case


@transaction.atomic
def advance(
    *, by: Any, case: Case, act: Act, key: UUID, version: int | None = None, reason: str = "", note: str = ""
) -> CaseEvent:
    """Do `act` on `case` as the table of the workflow allows; return what was written.

    `version` is that of the case when the form was opened; None does not ask. The same `key` again
    returns what the first did.

    Raises:
        CaseRefused: when the table does not allow it now, or a reason is missing.
        ChangedMeanwhile: when the case was changed since the form was opened.
    """
    held = Case.objects.select_for_update().select_related("team").get(pk=case.pk)
    made = CaseEvent.objects.filter(key=key).first()
    if made is not None:
        return made
    if version is not None and held.version != version:
        raise ChangedMeanwhile("Somebody changed this while you wrote: read what is new, then try again.")
    if TRANSITIONS[act].needs_reason and not reason and not note.strip():
        raise CaseRefused(f"Say why: '{TRANSITIONS[act].title}' asks for a reason.")
    try:
        to = after(State(held.state), act)
    except ActRefused as refused:
        raise CaseRefused(str(refused)) from refused
    return _done(by, held, act, to, key=key, reason=reason, note=note)


def _done(by: Any, case: Case, act: Act, to: State, *, key: UUID, reason: str, note: str) -> CaseEvent:
    now = timezone.now()
    event = CaseEvent.objects.create(
        case=case,
        act=act,
        from_state=case.state,
        to_state=to,
        team=case.team,
        reason=reason,
        note=note,
        by=by,
        at=now,
        key=key,
    )
    if to != case.state:
        case.state, case.state_since = to, now
    case.closed_at = None if to in OPEN else now
    case.version += 1
    case.save()
    record_write(
        by=by,
        kind="person",
        id=case.person_id,
        detail=f"{TRANSITIONS[act].past}, now {STATES[to].title.lower()}, case {case.pk}",
    )
    return event

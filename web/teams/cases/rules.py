"""What an act on a held case may be: its reason, and where the table leads it."""

from __future__ import annotations

from django.utils import timezone

from lco.teams.reasons import OTHER, ReasonRefused, reasons_of, refuse_wrong_reason
from lco.teams.workflow import CLOSED, TRANSITIONS, Act, ActRefused, State, after
from web.teams.cases import standards
from web.teams.cases.models import Case
from web.teams.cases.refusals import CaseRefused


def checked_reason(act: Act, reason: str, note: str) -> str:
    """Return the code of the reason that is kept; words of one's own without a code are another reason.

    Raises:
        CaseRefused: when the act asks for a reason that is missing or is not on its list.
    """
    if not TRANSITIONS[act].needs_reason and not reason:
        return ""
    if not reason and not note.strip():
        raise CaseRefused(f"Say why: '{TRANSITIONS[act].title}' asks for a reason.")
    chosen = reason or OTHER.code
    if not reasons_of(act):
        return chosen
    try:
        refuse_wrong_reason(act, chosen, note)
    except ReasonRefused as refused:
        raise CaseRefused(str(refused)) from refused
    return chosen


def state_after(held: Case, act: Act) -> State:
    """Return where `act` leads the held case.

    Raises:
        CaseRefused: when the table does not allow it now.
    """
    before = _state_before(held) if act is Act.REOPEN else None
    if act is Act.UNLIST:
        before = listed_from(held)
    try:
        to = after(State(held.state), act, before=before)
    except ActRefused as refused:
        raise CaseRefused(str(refused)) from refused
    if held.state in TRANSITIONS[act].once_started and not has_started(held):
        raise CaseRefused("No plan has started for this person yet: agree the plan, then start it.")
    return to


def has_started(held: Case) -> bool:
    """Say whether a plan has started on the case: before that it cannot go on, up or down."""
    return held.events.filter(act=Act.START).exists()


def listed_from(held: Case) -> State:
    """Return the state a case had before it was put on an agenda."""
    listed = held.events.filter(act=Act.LIST_FOR_MEETING).order_by("-id").first()
    return State(listed.from_state) if listed else State.ASSESSED


def _state_before(held: Case) -> State | None:
    """Return the state a closed case ended from, once it is certain that it may be taken back."""
    if held.is_open or held.closed_at is None:
        return None
    ended_on = timezone.localtime(held.closed_at).date()
    if not standards.current().may_reopen(ended_on, on=timezone.localdate()):
        raise CaseRefused("This ended too long ago to be taken back: find the person anew.")
    if Case.objects.open().filter(person=held.person_id).exists():
        raise CaseRefused("The person has a newer case that is open: go on with that one.")
    last = held.events.filter(to_state__in=sorted(CLOSED))
    return State(last.order_by("-id")[0].from_state)

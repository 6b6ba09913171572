"""How a held case moves to the team that accepts it: nothing lost, nothing doubled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from lco.teams.workflow import State
from web.audit.actions import record_write
from web.teams.cases.appointments import Appointment, set_on
from web.teams.cases.holding import hold, refuse_not_of
from web.teams.cases.models import Case, HandOver, HandOverState
from web.teams.cases.refusals import CaseRefused
from web.teams.cases.rules import listed_from
from web.teams.models import Team
from web.teams.queries import members_of, today

HAND_OVER = "teams.hand_over"


def held_offer(hand_over: HandOver) -> tuple[HandOver, Case]:
    """Return an offer and its case as they stand now; nobody else answers until the transaction ends."""
    case = hold(hand_over.case)
    return HandOver.objects.select_for_update().get(pk=hand_over.pk), case


def refuse_answered(offer: HandOver, team: Team, by: Any) -> None:
    """Refuse what only a member of `team` may do, or what comes after the answer.

    Raises:
        CaseRefused: with what became of the offer.
    """
    refuse_not_of(team, by=by, permission=HAND_OVER)
    if offer.state != HandOverState.OFFERED:
        raise CaseRefused(f"This hand-over was answered already: {offer.get_state_display().lower()}.")


def refuse_what_goes_nowhere(held: Case, to_team: Team, told: str) -> None:
    """Refuse an offer of a case that has ended, to its own team, twice, or without a word.

    Raises:
        CaseRefused: with what to do.
    """
    if not held.is_open:
        raise CaseRefused("This case has ended: there is nothing to hand over.")
    if to_team.pk == held.team_id or to_team.place != held.team.place:
        raise CaseRefused("Choose another team of the place.")
    waiting = HandOver.objects.waiting().filter(case=held).select_related("to_team").first()
    if waiting is not None:
        raise CaseRefused(
            f"The case is offered to {waiting.to_team.name} already: take that offer back first."
        )
    if not told.strip():
        raise CaseRefused("Say what the other team has to know first.")


def move(held: Case, offer: HandOver, coordinator: Any) -> str:
    """Give the held case to the team that accepts it, not yet saved; return in words what changed."""
    held.team = offer.to_team
    here = set(members_of(offer.to_team).values_list("user", flat=True))
    for name in ("lead_professional", "coordinator"):
        if getattr(held, f"{name}_id") not in here:
            setattr(held, name, None)
    changed = set_on(held, Appointment(coordinator=coordinator), on=today())
    return "; ".join(filter(None, [f"From {offer.from_team.name} to {offer.to_team.name}", changed]))


def state_on_arrival(held: Case) -> State:
    """Return the state a case has after it moved: what waited for a meeting of the old team waits no more."""
    return listed_from(held) if held.state == State.LISTED else State(held.state)


def bring_the_tasks(held: Case, *, by: Any, key: UUID) -> int:
    """Let the open tasks of the case follow it; return how many came."""
    from web.teams.work.actions import move_tasks

    return move_tasks(by=by, case=held, team=held.team, key=key)


def bring_the_concerns(held: Case, *, by: Any, key: UUID) -> None:
    """Let open safeguarding concerns follow the person; whoever accepts learns of none by it."""
    from web.teams.safeguarding.actions import move_concerns

    move_concerns(by=by, person=held.person_id, team=held.team, key=key)


def answer(offer: HandOver, state: str, *, by: Any, words: str) -> HandOver:
    """Write what became of an offer."""
    offer.state, offer.answered_by, offer.answered_at = state, by, timezone.now()
    offer.answer = words.strip()
    offer.save()
    record(offer, by=by, words=offer.get_state_display().lower())
    return offer


def record(offer: HandOver, *, by: Any, words: str) -> None:
    """Write one row of audit about an offer."""
    detail = f"hand-over {offer.pk} to {offer.to_team.slug}: {words}"
    record_write(by=by, kind="person", id=offer.case.person_id, detail=detail)

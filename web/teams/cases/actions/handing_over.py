"""A case goes from one team to another: offered, then accepted, returned or taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse

from lco.teams.workflow import Act
from web.teams.cases.holding import hold, refuse_an_older_page, refuse_not_of, write
from web.teams.cases.models import Case, HandOver, HandOverState
from web.teams.cases.moving import (
    HAND_OVER,
    answer,
    bring_the_concerns,
    bring_the_tasks,
    held_offer,
    move,
    record,
    refuse_answered,
    refuse_what_goes_nowhere,
    state_on_arrival,
)
from web.teams.cases.refusals import CaseRefused
from web.teams.cases.rules import checked_reason
from web.teams.cases.telling import tell_leads, tell_who_acts
from web.teams.models import Team


@transaction.atomic
def hand_over(
    *, by: Any, case: Case, to_team: Team, reason: str, told: str, key: UUID, version: int | None = None
) -> HandOver:
    """Offer a case to another team; until that team accepts, it stays where it is.

    `told` is what the receiving team has to know first. The same `key` again returns the first offer.

    Raises:
        CaseRefused: when it has ended, is offered already, or would go nowhere.
        ChangedMeanwhile: when the case was changed since the form was opened.
    """
    held = hold(case)
    made = HandOver.objects.filter(key=key).first()
    if made is not None:
        return made
    refuse_not_of(held.team, by=by, permission=HAND_OVER)
    refuse_an_older_page(held, version)
    chosen = checked_reason(Act.TRANSFER, reason, told)
    refuse_what_goes_nowhere(held, to_team, told)
    said = {"reason": chosen, "told": told.strip(), "offered_by": by, "key": key}
    offer = HandOver.objects.create(case=held, from_team=held.team, to_team=to_team, **said)
    record(offer, by=by, words="offered")
    address = reverse("teams:case_hand_overs", args=[to_team.slug])
    tell_leads(to_team, by=by, about="A person is offered to your team.", address=address, key=key)
    return offer


@transaction.atomic
def accept(*, by: Any, hand_over: HandOver, coordinator: Any, key: UUID, note: str = "") -> HandOver:
    """Take a case on: caseload and open tasks come to the receiving team, and the plan stays the person's.

    Whoever led or coordinated and does not belong to the receiving team is released. A second time changes
    nothing.

    Raises:
        CaseRefused: when `by` is not of the receiving team, the coordinator neither, or it was answered.
    """
    offer, held = held_offer(hand_over)
    if offer.state == HandOverState.ACCEPTED:
        return offer
    refuse_answered(offer, offer.to_team, by)
    # Told first, while the one who acts is still that of the team that gives the case away.
    _tell_the_first(offer, held, by=by, about="Your hand-over was accepted.", key=key)
    detail = move(held, offer, coordinator)
    to = state_on_arrival(held)
    write(held, Act.TRANSFER, to, by=by, key=key, reason=offer.reason, note=offer.told, detail=detail)
    bring_the_tasks(held, by=by, key=key)
    bring_the_concerns(held, by=by, key=key)
    return answer(offer, HandOverState.ACCEPTED, by=by, words=note)


@transaction.atomic
def return_hand_over(*, by: Any, hand_over: HandOver, why: str, key: UUID) -> HandOver:
    """Say that the receiving team does not take the case on, and why; it stays with the first.

    Raises:
        CaseRefused: when `by` is not of the receiving team, nothing is said, or it was answered.
    """
    offer, held = held_offer(hand_over)
    if offer.state == HandOverState.RETURNED:
        return offer
    refuse_answered(offer, offer.to_team, by)
    if not why.strip():
        raise CaseRefused("Say why your team does not take the person on, so that the other team can act.")
    _tell_the_first(offer, held, by=by, about="Your hand-over was returned.", key=key)
    return answer(offer, HandOverState.RETURNED, by=by, words=why)


@transaction.atomic
def take_back(*, by: Any, hand_over: HandOver, key: UUID) -> HandOver:
    """Take an offer back that nobody has answered yet.

    Raises:
        CaseRefused: when `by` is not of the team that offered, or it was answered.
    """
    offer, _ = held_offer(hand_over)
    if offer.state == HandOverState.TAKEN_BACK:
        return offer
    refuse_answered(offer, offer.from_team, by)
    address = reverse("teams:case_hand_overs", args=[offer.to_team.slug])
    tell_leads(
        offer.to_team, by=by, about="An offer was taken back.", address=address, key=uuid5(key, "taken back")
    )
    return answer(offer, HandOverState.TAKEN_BACK, by=by, words="")


def _tell_the_first(offer: HandOver, held: Case, *, by: Any, about: str, key: UUID) -> None:
    """Tell whoever acts for the team that offered; the list of hand-overs stays theirs to see."""
    address = reverse("teams:case_hand_overs", args=[offer.from_team.slug])
    tell_who_acts(held, by=by, about=about, key=uuid5(key, "first"), address=address)

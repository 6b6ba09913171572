"""The history of a case in words: what was done, who told the team, what was decided for the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lco.teams.reasons import in_words
from lco.teams.workflow import TRANSITIONS, Act
from web.teams.cases.models import (
    BestInterests,
    Case,
    CaseEvent,
    HandOver,
    HandOverState,
    HospitalFlag,
    Referral,
    Source,
)
from web.ui import formats


@dataclass(frozen=True)
class Line:
    """One line of the history: what happened, why, in whose words, by whom and when."""

    at: datetime
    title: str
    why: str = ""
    note: str = ""
    detail: str = ""
    by: str = ""


def history_of(case: Case) -> list[Line]:
    """Return the history of a case, newest first."""
    lines = [_found(case), *(line_of(event) for event in case.events.all())]
    lines += [_referred(each) for each in case.referrals.all()]
    lines += [_flagged(each) for each in case.hospital_flags.all()]
    lines += [_decided(each) for each in case.best_interests.all()]
    for each in case.hand_overs.all():
        lines += _offered(each)
    return sorted(lines, key=lambda line: line.at, reverse=True)


def lines_of(events: Sequence[CaseEvent]) -> list[Line]:
    """Return what was done, in the order given."""
    return [line_of(event) for event in events]


def line_of(event: CaseEvent) -> Line:
    """Return one act in words."""
    act = Act(event.act)
    return Line(
        at=event.at,
        title=TRANSITIONS[act].past.capitalize(),
        why=in_words(act, event.reason) if event.reason else "",
        note=event.note,
        detail=event.detail,
        by=event.by.name if event.by else "",
    )


def _offered(offer: HandOver) -> list[Line]:
    """Return the offer of a hand-over, and its answer where no act of the case says it."""
    by = offer.offered_by.name if offer.offered_by else ""
    why = in_words(Act.TRANSFER, offer.reason)
    # Once accepted, the act of the hand-over carries the words.
    told = "" if offer.state == HandOverState.ACCEPTED else offer.told
    lines = [Line(offer.offered_at, f"Offered to {offer.to_team.name}", why=why, note=told, by=by)]
    if offer.answered_at and offer.state != HandOverState.ACCEPTED:
        who = offer.answered_by.name if offer.answered_by else ""
        title = f"Offer {offer.get_state_display().lower()}"
        lines.append(Line(offer.answered_at, title, note=offer.answer, by=who))
    return lines


def _found(case: Case) -> Line:
    back = case.came_back_from
    detail = f"Came back: stepped down on {formats.day(back.closed_at)}" if back and back.closed_at else ""
    return Line(
        at=case.opened_at,
        title=f"Found by {case.get_source_display().lower()}",
        note=case.note,
        detail=detail,
        by=case.opened_by.name if case.opened_by else "",
    )


def _referred(referral: Referral) -> Line:
    kind = "Hospital flag" if referral.is_hospital_flag else "Referral"
    reach = f"; reach them by {referral.reached_by}" if referral.reached_by else ""
    told = "the person knows" if referral.is_person_told else "the person does not know yet"
    return Line(
        at=referral.made_at,
        title=f"{kind} by {referral.get_referrer_display()}",
        why=f"Asked: {referral.asked}" if referral.asked else "",
        note=referral.reason,
        detail=(
            f"{referral.referred_by}{reach}; {referral.get_urgency_display().lower()}; {told}; received on "
            f"{formats.day(referral.received_on)}"
        ),
        by=referral.made_by.name if referral.made_by else "",
    )


def _flagged(flag: HospitalFlag) -> Line:
    return Line(at=flag.raised_at, title=str(Source.RECORD_FLAG.label), detail=flag.in_words)


def _decided(decision: BestInterests) -> Line:
    return Line(
        at=decision.made_at,
        title="Decided in their best interests",
        note=decision.decision,
        detail=(
            f"Capacity: {decision.capacity_found} ({decision.assessed_by}, "
            f"{formats.day(decision.assessed_on)}). Consulted: {decision.consulted}. Least restrictive: "
            f"{decision.least_restrictive}. Decided by {decision.decided_by} on "
            f"{formats.day(decision.decided_on)}"
        ),
        by=decision.made_by.name,
    )

"""Somebody tells a team of a person."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from web.audit.actions import record_write
from web.records.models import Person
from web.teams.cases import standards
from web.teams.cases.actions.opening import open_case
from web.teams.cases.models import Referral, Referrer, Source, Urgency
from web.teams.cases.refusals import CaseRefused
from web.teams.cases.said import Told
from web.teams.cases.telling import tell_who_acts
from web.teams.cases.triage import brought_nearer
from web.teams.models import Team
from web.teams.queries import today


@transaction.atomic
def refer(
    *, by: Any, person: Person, team: Team, told: Told, key: UUID, sent_from: Team | None = None
) -> Referral:
    """Take in what somebody told of a person; the same `key` again returns the first.

    Whoever has an open case keeps it, with the team that holds it, and the referral stands on it; for all
    others one is opened for `team`. `sent_from` is the team that took it in for another. An urgent one
    brings the day of triage nearer.

    Raises:
        CaseRefused: when something is missing, a day lies ahead, or a death is recorded for the person.
    """
    made = Referral.objects.filter(key=key).first()
    if made is not None:
        return made
    _refuse_half_a_referral(told)
    triage_by = _triage_by(told)
    source = Source.HOSPITAL_FLAG if told.is_hospital_flag else Source.REFERRAL
    given = {"source": source, "triage_by": triage_by, "key": uuid5(key, "case")}
    case = brought_nearer(open_case(by=by, person=person, team=team, **given), triage_by)
    # Two who send one form at once wait at the person, held by `open_case`: the second finds the first.
    made = Referral.objects.filter(key=key).first()
    if made is not None:
        return made
    came_from = sent_from if sent_from and sent_from.pk != case.team_id else None
    referral = Referral.objects.create(
        case=case, team=case.team, sent_from=came_from, made_by=by, key=key, **asdict(told)
    )
    detail = f"took in referral {referral.pk} for {case.team.slug}, case {case.pk}"
    record_write(by=by, kind="person", id=person.pk, detail=detail)
    tell_who_acts(
        case, by=by, about=f"A referral has come in: {referral.get_urgency_display().lower()}.", key=key
    )
    return referral


def _triage_by(told: Told) -> date | None:
    known = standards.current().values
    days = {Urgency.URGENT: known["days_urgent"], Urgency.SOON: known["days_soon"]}.get(Urgency(told.urgency))
    return None if days is None else told.received_on + timedelta(days=days)


def _refuse_half_a_referral(told: Told) -> None:
    if told.referrer not in Referrer.values or told.urgency not in Urgency.values:
        raise CaseRefused("Choose who refers and how urgent it is from the lists.")
    if not told.reason.strip() or not told.referred_by.strip():
        raise CaseRefused("Say who refers, and what they are worried about.")
    if told.received_on > today():
        raise CaseRefused("A referral is taken in once it has come: the day cannot be in the future.")

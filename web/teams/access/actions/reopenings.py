"""Writes of access opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lco.teams.governance.emergencies import IN_WORDS, REOPENING_REASONS
from lco.teams.standard import Unit
from web.audit.actions import record_write
from web.records.models import Person
from web.teams.access.ended import ended, open_case_team
from web.teams.access.models import Reopening
from web.teams.access.people import seen
from web.teams.access.refusals import AccessRefused
from web.teams.cases import standards
from web.teams.models import TeamRole
from web.teams.queries import members_of


@transaction.atomic
def reopen(*, by: Any, pseudonym: int, reason: str, note: str, key: UUID) -> Reopening:
    """Let `by`, whose access to a person ended, see them again for some days; the team's lead is told.

    Raises:
        AccessRefused: when `by` had no access that ended, or says no reason.
    """
    get_user_model().objects.select_for_update().get(pk=by.pk)
    made = Reopening.objects.filter(key=key, user=by, person=pseudonym).select_related("person").first()
    if made is not None:
        return made
    over = None if seen(by, pseudonym) else ended(by, pseudonym)
    if over is None:
        raise AccessRefused("There is no access of yours that ended and could be opened again.")
    if reason not in dict(REOPENING_REASONS) or not note.strip():
        raise AccessRefused("Choose a reason from the list, and say in your own words why.")
    now, days = timezone.now(), standards.current()["days_reopened"]
    opened = Reopening.objects.create(
        person=Person.objects.get(pk=pseudonym),
        user=by,
        team=over.team,
        reason=reason,
        note=note.strip(),
        at=now,
        until=now + timedelta(days=days),
        key=key,
    )
    words = f"opened access again for {Unit.DAYS.counted(days)}: {IN_WORDS[reason].lower()}"
    record_write(by=by, kind="person", id=pseudonym, detail=words)
    _tell_leads(by, opened)
    return opened


def _tell_leads(by: Any, opened: Reopening) -> None:
    from web.teams.work.actions import notify

    team = open_case_team(opened.person_id) or opened.team
    for membership in members_of(team).filter(role=TeamRole.LEAD):
        if membership.user_id != by.pk:
            notify(
                by=by,
                to=membership.user,
                about=f"{by.name} of {opened.team.name} opened access to somebody of your team again.",
                address=reverse("teams:access_who", args=[opened.person_id]),
                person=opened.person,
                key=uuid5(opened.key, "lead"),
            )

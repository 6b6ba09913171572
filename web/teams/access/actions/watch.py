"""Writes of what the privacy officer is told of without asking."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from web.audit.actions import record_write
from web.records.models import Person
from web.teams.access.models.watch import AccessAlert, AlertKind
from web.teams.access.refusals import AccessRefused
from web.teams.queries import today


@transaction.atomic
def raise_alert(*, by: Any, person: Person, kind: AlertKind) -> AccessAlert:
    """Put a look of `by` into the officer's queue: once a day for each user, person and kind."""
    alert, _ = AccessAlert.objects.get_or_create(kind=kind, user=by, person=person, on=today())
    return alert


@transaction.atomic
def close_alert(*, by: Any, alert: AccessAlert, finding: str) -> AccessAlert:
    """Keep what the officer found of an alert; a second time changes nothing.

    Raises:
        AccessRefused: when nothing is said, it is the officer's own look, or it closes by its review alone.
    """
    held = AccessAlert.objects.select_for_update().get(pk=alert.pk)
    if held.closed_at is not None:
        return held
    if held.kind == AlertKind.BREAK_GLASS:
        raise AccessRefused("An emergency access closes by its review: open it under break-glass reviews.")
    if held.user_id == by.pk:
        raise AccessRefused("Nobody closes an alert about their own look: ask another privacy officer.")
    if not finding.strip():
        raise AccessRefused("Say what you found.")
    held.finding, held.closed_by, held.closed_at = finding.strip(), by, timezone.now()
    held.save()
    record_write(by=by, kind="access_alert", id=held.pk, detail="closed with a finding", purpose="audit")
    return held

"""All reads of the audit trail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from web.accounts.models import User
from web.audit.models import AuditEntry


def entries(
    *,
    user: User | None = None,
    person: str = "",
    act: str = "",
    looked_for: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    **_: Any,
) -> QuerySet[AuditEntry]:
    """Return the rows that match, newest first; `to_on` is the last day that counts, in London time."""
    found = AuditEntry.objects.all()
    if user:
        found = found.filter(user=user)
    if person:
        found = found.filter(object_id=person.strip())
    if act:
        found = found.filter(act=act)
    if looked_for:
        found = found.filter(purpose=looked_for)
    if from_on:
        found = found.filter(at__gte=_midnight(from_on))
    if to_on:
        found = found.filter(at__lt=_midnight(to_on + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

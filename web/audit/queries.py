"""All reads of the audit trail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
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
        found = found.filter(_about(person.strip()))
    if act:
        found = found.filter(act=act)
    if looked_for:
        found = found.filter(purpose=looked_for)
    if from_on:
        found = found.filter(at__gte=_midnight(from_on))
    if to_on:
        found = found.filter(at__lt=_midnight(to_on + timedelta(days=1)))
    return found


def _about(person: str) -> Q:
    """Return what is about a person: rows of their own, and lists they stood in."""
    is_pseudonym = person.isdecimal() and int(person) < 2**63
    return Q(object_id=person) | Q(people__contains=[int(person)]) if is_pseudonym else Q(object_id=person)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

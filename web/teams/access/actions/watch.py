"""Writes of what the privacy officer is told of without asking."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lco.teams.governance.alerts import Named, alert_of, surname_of
from web.audit.actions import record_write
from web.records.models import Person
from web.teams.access.models.watch import AccessAlert, AlertKind
from web.teams.access.refusals import AccessRefused
from web.teams.queries import names_of_colleagues, today


@transaction.atomic
def watch_look(*, by: Any, person: Person) -> AccessAlert | None:
    """Put a look into the officer's queue when a rule is met: once a day for each user, person and kind."""
    rule = alert_of(_staff(by), _named(person))
    if rule is None:
        return None
    alert, _ = AccessAlert.objects.get_or_create(kind=AlertKind(rule.id), user=by, person=person, on=today())
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


def _staff(user: Any) -> Named:
    # Sign-ins hold a name alone; where a directory of staff gives more, the rules compare more.
    return Named(
        name=_without_title(user.name),
        surname=surname_of(user.name),
        address=getattr(user, "address", ""),
        postcode=getattr(user, "postcode", ""),
        nhs_number=getattr(user, "nhs_number", ""),
        colleagues=frozenset(map(_without_title, names_of_colleagues(user))),
    )


def _named(person: Person) -> Named:
    name = f"{person.given_name} {person.family_name}"
    return Named(name, person.family_name, person.address, person.postcode, person.nhs_number)


def _without_title(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.rstrip(".").casefold() in {"dr", "mr", "mrs", "ms", "miss", "prof"} else name

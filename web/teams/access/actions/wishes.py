"""Writes of what a person said about their information, and of what is held closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.governance import Choice, DecidedBy, Sensitivity
from lco.teams.governance.terms import EXCLUDED
from web.audit.actions import record_write
from web.records.models import Person
from web.teams.access.models import OptOut, OptOutKind, SensitiveItem, SharingPreference
from web.teams.access.people import Seen
from web.teams.access.refusals import AccessRefused
from web.teams.queries import today


@dataclass(frozen=True)
class Wish:
    """What a person wishes about sharing: with whom, what, from when to when, and who decided it."""

    choice: str
    starts_on: date
    ends_before: date | None = None
    organisations: Sequence[Any] = ()
    people: Sequence[Any] = ()
    classes: Sequence[str] = field(default_factory=tuple)
    decided_by: str = DecidedBy.PERSON.value
    note: str = ""


@transaction.atomic
def record_wish(*, by: Any, person: Person, wish: Wish, key: UUID) -> SharingPreference:
    """Keep a wish about sharing; the same `key` again returns the first.

    Raises:
        AccessRefused: when it ends before it starts, or opens what is excluded to everybody.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    made = SharingPreference.objects.filter(key=key, person=person).first()
    if made is not None:
        return made
    _refuse_what_cannot_be(wish)
    kept = SharingPreference.objects.create(
        person=person,
        choice=Choice(wish.choice).value,
        classes=sorted(wish.classes),
        starts_on=wish.starts_on,
        ends_before=wish.ends_before,
        decided_by=DecidedBy(wish.decided_by).value,
        note=wish.note.strip(),
        recorded_by=by,
        key=key,
    )
    kept.organisations.set(wish.organisations)
    kept.people.set(wish.people)
    record_write(by=by, kind="person", id=person.pk, detail=f"kept a wish about sharing, wish {kept.pk}")
    return kept


@transaction.atomic
def end_wish(*, by: Any, wish: SharingPreference) -> SharingPreference:
    """End a wish about sharing now; a second time changes nothing."""
    held = SharingPreference.objects.select_for_update().get(pk=wish.pk)
    if held.ended_at is None:
        held.ended_at, held.ended_by = timezone.now(), by
        held.save(update_fields=["ended_at", "ended_by"])
        record_write(by=by, kind="person", id=held.person_id, detail=f"ended wish {held.pk} about sharing")
    return held


@transaction.atomic
def record_opt_out(
    *, by: Any, person: Person, kind: str, is_out: bool, said_on: date, source: str, key: UUID
) -> OptOut:
    """Keep what a person said of an opt-out on a day; the last thing said of a kind holds.

    Raises:
        AccessRefused: when it was said on a day to come, or it is not known how it reached the place.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    made = OptOut.objects.filter(key=key, person=person).first()
    if made is not None:
        return made
    if said_on > today():
        raise AccessRefused("An opt-out is dated today or before: enter the day the person said it.")
    if not source.strip():
        raise AccessRefused("Say how the opt-out reached you: letter, national service, telephone.")
    kept = OptOut.objects.create(
        person=person,
        kind=OptOutKind(kind),
        is_out=is_out,
        said_on=said_on,
        source=source.strip(),
        by=by,
        key=key,
    )
    words = f"{'set' if is_out else 'taken back'}, opt-out {kept.pk}"
    record_write(by=by, kind="person", id=person.pk, detail=f"{kind} opt-out {words}", purpose="audit")
    return kept


@transaction.atomic
def record_sensitive(
    *, by: Any, seen: Seen, sensitivity: str, words: str, named: Sequence[Any], key: UUID
) -> SensitiveItem:
    """Keep something that is held closer than the rest, with those who need to know it.

    Who records a safeguarding flag is always among them.

    Raises:
        AccessRefused: when it says nothing.
    """
    Person.objects.select_for_update().get(pk=seen.pseudonym)
    made = SensitiveItem.objects.filter(key=key, person=seen.person).first()
    if made is not None:
        return made
    if not words.strip():
        raise AccessRefused("Say what it is about.")
    kept = SensitiveItem.objects.create(
        person=seen.person,
        sensitivity=Sensitivity(sensitivity).value,
        words=words.strip(),
        organisation=by.organisation,
        recorded_by=by,
        key=key,
    )
    kept.named.set({each.pk for each in named} | {by.pk})
    record_write(by=by, kind="person", id=seen.pseudonym, detail=f"kept sensitive item {kept.pk}")
    return kept


@transaction.atomic
def end_sensitive(*, by: Any, item: SensitiveItem, reason: str) -> SensitiveItem:
    """End something held closer, with the reason; a second time changes nothing.

    Raises:
        AccessRefused: when no reason is given.
    """
    held = SensitiveItem.objects.select_for_update().get(pk=item.pk)
    if held.ended_at is not None:
        return held
    if not reason.strip():
        raise AccessRefused("Say why it does not hold any more.")
    held.ended_at, held.ended_by, held.reason_ended = timezone.now(), by, reason.strip()
    held.save()
    record_write(by=by, kind="person", id=held.person_id, detail=f"ended sensitive item {held.pk}")
    return held


def _refuse_what_cannot_be(wish: Wish) -> None:
    if wish.ends_before is not None and wish.ends_before <= wish.starts_on:
        raise AccessRefused("The last day lies before the first: enter a later one.")
    opens = wish.choice == Choice.SHARE and EXCLUDED & {Sensitivity(each) for each in wish.classes}
    if opens and not wish.organisations and not wish.people:
        raise AccessRefused(
            "Sexual health, assisted conception and gender recognition are shared with named organisations "
            "or people alone: choose with whom."
        )

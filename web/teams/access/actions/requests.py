"""Writes of requests for the own record, and of records kept longer than the rule says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.periods import months_after
from web.audit.actions import record, record_write
from web.audit.models import Act, Purpose
from web.records.models import Person
from web.teams.access.models import AccessRequest, RequestState, RetentionHold
from web.teams.access.refusals import AccessRefused, ChangedMeanwhile
from web.teams.queries import today

# One month from the request, UK GDPR 12(3) [M].
MONTHS_TO_ANSWER = 1
DECISIONS = ("release", "withhold")


@transaction.atomic
def take_request(*, by: Any, person: Person, asked_on: date, identity: str, key: UUID) -> AccessRequest:
    """Take a person's request for their own record.

    Raises:
        AccessRefused: when it was made on a day to come, or it is not said how the identity was checked.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    made = AccessRequest.objects.filter(key=key, person=person).first()
    if made is not None:
        return made
    if asked_on > today():
        raise AccessRefused("A request is dated today or before: enter the day it was made.")
    if not identity.strip():
        raise AccessRefused("Say how you made sure who asks.")
    kept = AccessRequest.objects.create(
        person=person,
        asked_on=asked_on,
        due_on=months_after(asked_on, MONTHS_TO_ANSWER),
        identity=identity.strip(),
        made_by=by,
        key=key,
    )
    record_write(by=by, kind="person", id=person.pk, detail=f"took request {kept.pk} for the own record")
    return kept


@transaction.atomic
def decide_parts(
    *, by: Any, request: AccessRequest, decisions: Mapping[str, str], version: int
) -> AccessRequest:
    """Keep which marked parts are released and which withheld.

    Raises:
        AccessRefused: when the request is closed or a decision unknown.
        ChangedMeanwhile: when somebody decided since the page was opened.
    """
    held = _open(request)
    if decisions.items() <= held.decisions.items():
        return held
    if held.version != version:
        raise ChangedMeanwhile("Somebody decided on a part meanwhile: read it, then decide again.")
    if not set(decisions.values()) <= set(DECISIONS):
        raise AccessRefused("Choose whether each part is released or withheld.")
    held.decisions = {**held.decisions, **decisions}
    held.version += 1
    held.save(update_fields=["decisions", "version"])
    words = f"decided on {len(decisions)} marked parts"
    record_write(by=by, kind="access_request", id=held.pk, detail=words, purpose="audit")
    return held


@transaction.atomic
def release_request(*, by: Any, request: AccessRequest, marks: Collection[str], note: str) -> AccessRequest:
    """Release the record to the person, once each of its `marks` has been decided on.

    Raises:
        AccessRefused: when a mark is open, or the request is closed.
    """
    held = AccessRequest.objects.select_for_update().get(pk=request.pk)
    if held.state == RequestState.RELEASED:
        return held
    held = _open(held)
    undecided = [mark for mark in marks if mark not in held.decisions]
    if undecided:
        raise AccessRefused(
            f"{len(undecided)} marked parts are not decided on: release or withhold each, then release."
        )
    _close(held, by, RequestState.RELEASED, note)
    record(by=by, act=Act.EXPORT, kind="person", id=held.person_id, purpose=Purpose.AUDIT,
           detail=f"released the record to the person, request {held.pk}")  # fmt: skip
    return held


@transaction.atomic
def refuse_request(*, by: Any, request: AccessRequest, note: str) -> AccessRequest:
    """Refuse a request, with what the person was told.

    Raises:
        AccessRefused: when nothing was said, or the request is closed.
    """
    held = _open(request)
    if not note.strip():
        raise AccessRefused("Say what the person was told, and that they may complain to the ICO.")
    _close(held, by, RequestState.REFUSED, note)
    record_write(by=by, kind="access_request", id=held.pk, detail="refused", purpose="audit")
    return held


@transaction.atomic
def hold_records(*, by: Any, person: Person, reason: str, key: UUID) -> RetentionHold:
    """Keep a person's records whatever the rules say, until the hold is lifted; one hold at a time.

    Raises:
        AccessRefused: when no reason is given.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    there = RetentionHold.objects.filter(person=person, lifted_at=None).first()
    if there is not None:
        return there
    if not reason.strip():
        raise AccessRefused("Say why the records have to be kept: an inquiry, a claim, a complaint.")
    hold = RetentionHold.objects.create(person=person, reason=reason.strip(), made_by=by, key=key)
    record_write(by=by, kind="person", id=person.pk, detail=f"records held, hold {hold.pk}")
    return hold


@transaction.atomic
def lift_hold(*, by: Any, hold: RetentionHold) -> RetentionHold:
    """Lift a hold; a second time changes nothing."""
    held = RetentionHold.objects.select_for_update().get(pk=hold.pk)
    if held.lifted_at is None:
        held.lifted_at, held.lifted_by = timezone.now(), by
        held.save(update_fields=["lifted_at", "lifted_by"])
        record_write(by=by, kind="person", id=held.person_id, detail=f"hold {held.pk} lifted")
    return held


def _open(request: AccessRequest) -> AccessRequest:
    held = AccessRequest.objects.select_for_update().get(pk=request.pk)
    if held.state != RequestState.OPEN:
        raise AccessRefused(f"This request is closed: it was {held.get_state_display().lower()}.")
    return held


def _close(held: AccessRequest, by: Any, state: str, note: str) -> None:
    held.state, held.note, held.closed_by, held.closed_at = state, note.strip(), by, timezone.now()
    held.version += 1
    held.save()

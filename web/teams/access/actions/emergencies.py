"""Writes of emergency access: the glass broken, reviewed, the person told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lco.teams.governance.emergencies import (
    IN_WORDS,
    BreakRefused,
    Wish,
    after_working_days,
    check,
)
from web.accounts.roles import Role
from web.audit.actions import record, record_write
from web.audit.models import Act
from web.records.models import Person
from web.teams.access.models import BreakReview, BrokenGlass, PersonNotice, ReviewOutcome
from web.teams.access.models.watch import AccessAlert, AlertKind
from web.teams.access.people import seen
from web.teams.access.refusals import AccessRefused
from web.teams.cases import standards
from web.teams.queries import teams_of, today
from web.ui import place


@transaction.atomic
def break_glass(*, by: Any, person: Person, reason: str, note: str, key: UUID) -> BrokenGlass:
    """Let `by` see a person they have no relationship with, for a time; the officer is told at once.

    The user is held meanwhile: two uses at once are counted one after the other. The same `key` again
    returns the first; so does a further wish while the access to the person holds.

    Raises:
        AccessRefused: when the role or the reason does not allow it, or too many uses wait for review.
    """
    get_user_model().objects.select_for_update().get(pk=by.pk)
    made = BrokenGlass.objects.filter(key=key, user=by, person=person).first() or _holding(by, person)
    if made is not None:
        return made
    _refuse_what_cannot_be(by, person, reason, note)
    now, known = timezone.now(), standards.current()
    broken = BrokenGlass.objects.create(
        person=person,
        user=by,
        reason=reason,
        note=note.strip(),
        at=now,
        until=now + timedelta(minutes=known["minutes_break_glass"]),
        review_by=after_working_days(today(), known["working_days_break_review"], holidays=_holidays()),
        key=key,
    )
    PersonNotice.objects.create(broken=broken)
    AccessAlert.objects.get_or_create(kind=AlertKind.BREAK_GLASS, user=by, person=person, on=today())
    words = f"emergency access {broken.pk}: {IN_WORDS[reason].lower()}"
    record_write(by=by, kind="person", id=person.pk, detail=words)
    _tell_officers(by, broken)
    return broken


@transaction.atomic
def note_failed_break(*, by: Any) -> None:
    """Write that `by` wanted emergency access to somebody who is not known here."""
    record(by=by, act=Act.REFUSED, kind="break_glass", detail="emergency access to nobody known here")


@transaction.atomic
def review_break(*, by: Any, broken: BrokenGlass, outcome: str, note: str, key: UUID) -> BreakReview:
    """Keep what the officer found of an emergency access. It is made once and never changed.

    Raises:
        AccessRefused: when nothing is said, when the officer reviews their own use, or when it was reviewed.
    """
    held = BrokenGlass.objects.select_for_update(of=("self",)).get(pk=broken.pk)
    there = BreakReview.objects.filter(broken=held).first()
    if there is not None:
        if there.key == key:
            return there
        raise AccessRefused("This emergency access was reviewed already, and a review is never changed.")
    if outcome not in ReviewOutcome.values or not note.strip():
        raise AccessRefused("Say whether it was appropriate, and what you found.")
    if held.user_id == by.pk:
        raise AccessRefused("Nobody reviews their own emergency access: ask another privacy officer.")
    review = BreakReview.objects.create(broken=held, outcome=outcome, note=note.strip(), by=by, key=key)
    AccessAlert.objects.filter(
        kind=AlertKind.BREAK_GLASS,
        user=held.user_id,
        person=held.person_id,
        on=timezone.localdate(held.at),
        closed_at=None,
    ).update(closed_at=review.at, closed_by=by, finding=str(review.get_outcome_display()))
    found = ReviewOutcome(outcome).label.lower()
    record_write(by=by, kind="break_glass", id=held.pk, detail=f"reviewed, {found}", purpose="audit")
    return review


@transaction.atomic
def settle_notice(*, by: Any, notice: PersonNotice, is_told: bool, reason: str = "") -> PersonNotice:
    """Keep that the person was told of an emergency access, or why not; a second time changes nothing.

    Raises:
        AccessRefused: when the person is not told and no reason is given.
    """
    held = PersonNotice.objects.select_for_update().get(pk=notice.pk)
    if held.settled_at is not None:
        return held
    if not is_told and not reason.strip():
        raise AccessRefused("Say why the person is not told: they are, unless it would do harm.")
    held.is_told, held.reason_not_told = is_told, "" if is_told else reason.strip()
    held.settled_by, held.settled_at = by, timezone.now()
    held.save()
    words = "the person was told" if is_told else "the person is not told, with a reason"
    record_write(by=by, kind="break_glass", id=held.broken_id, detail=words, purpose="audit")
    return held


def _holding(by: Any, person: Person) -> BrokenGlass | None:
    return BrokenGlass.objects.open_at(timezone.now()).filter(user=by, person=person).first()


def _refuse_what_cannot_be(by: Any, person: Person, reason: str, note: str) -> None:
    if not by.has_perm("teams.break_glass") or not teams_of(by).exists():
        raise AccessRefused("Only who cares for people in a team today may use emergency access.")
    if seen(by, person.pk) is not None:
        raise AccessRefused("You see this person already: open their page, no emergency access is needed.")
    unreviewed = BrokenGlass.objects.unreviewed().filter(user=by).count()
    try:
        check(Wish(reason, note, unreviewed, standards.current()["uses_unreviewed"]))
    except BreakRefused as refused:
        raise AccessRefused(str(refused)) from refused


def _holidays() -> frozenset[date]:
    return frozenset(each.day for each in getattr(place.current(), "bank_holidays", ()))


def _tell_officers(by: Any, broken: BrokenGlass) -> None:
    from web.teams.work.actions import notify

    officers = get_user_model().objects.filter(role=Role.PRIVACY_OFFICER, is_active=True)
    for officer in officers:
        notify(
            by=by,
            to=officer,
            about="Somebody used emergency access: it waits for your review.",
            address=reverse("teams:access_break", args=[broken.pk]),
            key=uuid5(broken.key, "officer"),
        )

"""Writes of absence and cover. Why somebody is away is not asked and not kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lco.periods import months_after
from lco.teams.standard import Unit
from web.audit.actions import record_write
from web.teams.cases import standards
from web.teams.models import Membership
from web.teams.staff.models import Absence, Cover
from web.teams.staff.refusals import StaffRefused
from web.ui import formats


@transaction.atomic
def record_absence(
    *,
    by: Any,
    membership: Membership,
    starts_on: date,
    ends_before: date,
    key: UUID,
    covered_by: Any = None,
) -> Absence:
    """Write down that a member is away, and who covers; the same `key` again returns the first.

    Raises:
        StaffRefused: when the days cannot be or are taken, or `covered_by` cannot cover.
    """
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    made = Absence.objects.filter(key=key).first()
    if made is not None:
        return made
    _refuse_what_cannot_be(held, starts_on, ends_before)
    days = {"starts_on": starts_on, "ends_before": ends_before}
    absence = Absence.objects.create(membership=held, recorded_by=by, key=key, **days)
    detail = f"user {held.user_id} away from {starts_on} until before {ends_before}"
    record_write(by=by, kind="team", id=held.team.slug, detail=detail)
    if covered_by is not None:
        name_cover(by=by, absence=absence, covered_by=covered_by, key=uuid5(key, "cover"))
    return absence


@transaction.atomic
def name_cover(*, by: Any, absence: Absence, covered_by: Any, key: UUID) -> Cover:
    """Say who covers an absence, for all its days; who covered before does so no longer.

    The cover sees and may do what is the absent member's in this team on those days, and nothing after.

    Raises:
        StaffRefused: when the absence was taken back, or `covered_by` is away too, is the member or may not
            look after people.
    """
    held = Absence.objects.select_for_update().get(pk=absence.pk)
    made = Cover.objects.filter(key=key).first()
    if made is not None:
        return made
    _refuse_who_cannot_cover(held, covered_by)
    held.covers.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    days = {"starts_on": held.starts_on, "ends_before": held.ends_before}
    cover = Cover.objects.create(
        membership=held.membership, covered_by=covered_by, absence=held, recorded_by=by, key=key, **days
    )
    who = f"user {covered_by.pk} covers user {held.membership.user_id}"
    detail = f"{who} from {held.starts_on} until before {held.ends_before}"
    record_write(by=by, kind="team", id=held.membership.team.slug, detail=detail)
    return cover


@transaction.atomic
def withdraw_absence(*, by: Any, absence: Absence) -> Absence:
    """Take an absence back, and with it its cover; a second time changes nothing."""
    held = Absence.objects.select_for_update().get(pk=absence.pk)
    if held.withdrawn_at is not None:
        return held
    now = timezone.now()
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    held.covers.filter(withdrawn_at=None).update(withdrawn_at=now)
    detail = f"took back an absence of user {held.membership.user_id}"
    record_write(by=by, kind="team", id=held.membership.team.slug, detail=detail)
    return held


def _refuse_what_cannot_be(held: Membership, starts_on: date, ends_before: date) -> None:
    if ends_before <= starts_on:
        raise StaffRefused("The last day away is before the first: check the days.")
    longest = standards.current()["months_absence"]
    if ends_before > months_after(starts_on, longest):
        words = Unit.MONTHS.counted(longest)
        raise StaffRefused(f"An absence lasts {words} at most: end the membership instead.")
    if held.ends_before is not None and held.ends_before <= starts_on:
        raise StaffRefused(
            f"The membership ends on {formats.day(held.ends_before)}: there is nothing to be away of."
        )
    there = Absence.objects.filter(membership=held).overlapping(starts_on, ends_before).first()
    if there is not None:
        raise StaffRefused(
            f"{held.user.name} is away from {formats.day(there.starts_on)} already, and back on "
            f"{formats.day(there.ends_before)}: take that absence back, or choose other days."
        )


def _refuse_who_cannot_cover(absence: Absence, user: Any) -> None:
    member = absence.membership
    if absence.withdrawn_at is not None:
        raise StaffRefused("This absence was taken back: there is nothing to cover.")
    if user.pk == member.user_id:
        raise StaffRefused("Nobody covers for themselves: choose somebody else.")
    if not user.is_active or not user.has_perm("teams.change_work"):
        raise StaffRefused(f"{user.name} does not look after people: choose a member of a team.")
    belongs = Membership.objects.current(absence.starts_on).filter(user=user)
    if not belongs.exists():
        raise StaffRefused(
            f"{user.name} belongs to no team on the first of those days: choose somebody else."
        )
    is_away = Absence.objects.filter(membership__in=belongs).overlapping(
        absence.starts_on, absence.ends_before
    )
    if is_away.exists():
        raise StaffRefused(f"{user.name} is away on some of those days too: choose somebody else.")

"""Writes of shared leadership."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from lco.teams.staff import LEADERSHIP
from web.audit.actions import record_write
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.staff.models import Leadership
from web.teams.staff.refusals import StaffRefused
from web.ui import formats


@transaction.atomic
def appoint_leader(
    *,
    by: Any,
    membership: Membership,
    post: str,
    starts_on: date | None = None,
    ends_before: date | None = None,
) -> Leadership:
    """Give a member a post of the team's shared leadership; others may hold the same post.

    Raises:
        StaffRefused: when there is no such post, the member holds it then, or the time cannot be.
    """
    start = starts_on or today()
    if post not in LEADERSHIP:
        raise StaffRefused("Choose the post from the list.")
    if ends_before is not None and ends_before <= start:
        raise StaffRefused("The post ends before it begins: give a later end.")
    if membership.ends_before is not None and membership.ends_before <= start:
        raise StaffRefused(
            f"The membership ends on {formats.day(membership.ends_before)}: it cannot hold a post."
        )
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    _refuse_twice(held, post, start, ends_before)
    try:
        with transaction.atomic():
            made = Leadership.objects.create(
                membership=held, post=post, starts_on=start, ends_before=ends_before
            )
    except IntegrityError as error:
        raise StaffRefused("The member holds this post already.") from error
    detail = f"user {held.user_id} took the post {post}"
    record_write(by=by, kind="team", id=held.team.slug, detail=detail)
    return made


@transaction.atomic
def end_leadership(*, by: Any, leadership: Leadership, ends_before: date | None = None) -> Leadership:
    """End a post on a day (today when not given); one that has ended stays as it is."""
    last = ends_before or today()
    held = Leadership.objects.select_for_update().get(pk=leadership.pk)
    if held.ends_before is not None and held.ends_before <= last:
        return held
    held.ends_before = max(last, held.starts_on)
    held.save(update_fields=["ends_before"])
    member = held.membership
    detail = f"user {member.user_id} gave up the post {held.post}"
    record_write(by=by, kind="team", id=member.team.slug, detail=detail)
    return held


def _refuse_twice(held: Membership, post: str, start: date, ends_before: date | None) -> None:
    far = ends_before or date.max
    if Leadership.objects.filter(membership=held, post=post).overlapping(start, far).exists():
        raise StaffRefused(f"{held.user.name} is {LEADERSHIP[post].title.lower()} at that time already.")

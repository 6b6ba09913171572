"""A user's visits as a calendar, and whose calendar an address opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lco.teams.calendar import Entry, calendar_file
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.staff.queries import covered_tasks, covers_by
from web.teams.work.models import Feed
from web.teams.work.queries import tasks_seen_by
from web.teams.work.secrecy import digest_of

BEFORE, AHEAD = timedelta(days=30), timedelta(days=180)
NAME = "My visits"


def calendar_of(user: Any, address_of: Callable[[int], str]) -> bytes:
    """Return the visits of `user`, and of those covered, as a calendar file that names nobody.

    `address_of` gives the whole address of a task's page.
    """
    covers = covers_by(user)
    now = timezone.now()
    mine = Q(owner=user) | covered_tasks(covers)
    found = tasks_seen_by(user, covers=covers).filter(
        mine, starts_at__gte=now - BEFORE, starts_at__lt=now + AHEAD
    )
    entries = [
        Entry(
            uid=f"{each.key}@lco",
            team=each.team.name,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            address=address_of(each.pk),
            changed=each.version,
        )
        for each in found.exclude(status="cancelled")
        if each.starts_at is not None and each.ends_at is not None
    ]
    return calendar_file(entries, name=NAME, made_at=now)


def feed_of(user: Any) -> Feed | None:
    """Return the calendar address `user` has now, or None."""
    return Feed.objects.filter(user=user, revoked_at=None).first()


def user_of_feed(secret: str) -> Any:
    """Return whose calendar an address with `secret` opens; None when wrong, taken back or of a leaver.

    The address opens only as long as its user may sign in and belongs to a team today.
    """
    here = Membership.objects.current(today()).filter(user=OuterRef("user"))
    feeds = Feed.objects.filter(Exists(here), digest=digest_of(secret), revoked_at=None, user__is_active=True)
    feed = feeds.select_related("user").first()
    return feed.user if feed is not None and feed.user.has_perm("teams.see_work") else None

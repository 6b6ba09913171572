"""A user's visits and meetings as a calendar, and whose calendar an address opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lco.teams.calendar import Entry, calendar_file
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.staff.queries import covered_tasks, covers_by
from web.teams.work.models import Feed, Status
from web.teams.work.queries import tasks_seen_by
from web.teams.work.secrecy import digest_of

BEFORE, AHEAD = timedelta(days=30), timedelta(days=180)
NAME = "My visits and meetings"


def calendar_of(user: Any, address_of: Callable[..., str]) -> bytes:
    """Return the visits of `user`, and of those covered, and the meetings of the teams, as a calendar file.

    `address_of` gives the whole address of a page from its name and keys. The file names nobody.
    """
    now = timezone.now()
    entries = [*_visits(user, now, address_of), *_meetings(user, now, address_of)]
    return calendar_file(entries, name=NAME, made_at=now)


def _visits(user: Any, now: datetime, address_of: Callable[..., str]) -> Iterator[Entry]:
    covers = covers_by(user)
    mine = Q(owner=user) | covered_tasks(covers)
    found = tasks_seen_by(user, covers=covers).filter(
        mine, starts_at__gte=now - BEFORE, starts_at__lt=now + AHEAD
    )
    for each in found.exclude(status=Status.CANCELLED):
        yield Entry(
            uid=f"{each.key}@lco",
            team=each.team.name,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            address=address_of("teams:task", each.pk),
            changed=each.version,
        )


def _meetings(user: Any, now: datetime, address_of: Callable[..., str]) -> Iterator[Entry]:
    from web.teams.meetings.queries import meetings_seen_by

    found = meetings_seen_by(user).filter(planned_at__gte=now - BEFORE, planned_at__lt=now + AHEAD)
    for each in found:
        yield Entry(
            uid=f"{each.key}@lco",
            team=each.team.name,
            starts_at=each.planned_at,
            ends_at=each.planned_at + timedelta(minutes=each.minutes),
            address=address_of("teams:meeting", each.team.slug, each.pk),
            changed=each.version,
            title="Meeting",
        )


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

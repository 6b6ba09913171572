"""Writes of calendar addresses."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from web.accounts.models import User
from web.audit.actions import record_write
from web.teams.work.models import Feed
from web.teams.work.secrecy import digest_of

_BYTES = 32


@transaction.atomic
def make_feed(*, by: Any, key: UUID) -> str:
    """Give `by` a new calendar address and take the old one back; return its secret, which is kept nowhere.

    The same `key` again makes none and returns an empty text: the secret was shown once.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if Feed.objects.filter(key=key).exists():
        return ""
    _take_back(by)
    secret = secrets.token_urlsafe(_BYTES)
    Feed.objects.create(user=by, digest=digest_of(secret), key=key)
    record_write(by=by, kind="user", id=by.pk, detail="made a calendar address")
    return secret


@transaction.atomic
def revoke_feed(*, by: Any) -> bool:
    """Take the calendar address of `by` back; say whether there was one."""
    User.objects.select_for_update().get(pk=by.pk)
    taken = _take_back(by)
    if taken:
        record_write(by=by, kind="user", id=by.pk, detail="took the calendar address back")
    return taken


def _take_back(user: Any) -> bool:
    return bool(Feed.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now()))

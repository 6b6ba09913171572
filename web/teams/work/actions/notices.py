"""Messages inside the product, and the e-mail that says there is one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from web.audit.actions import record_write
from web.teams.work import mail
from web.teams.work.models import Notice

_LONGEST_NUMBER = 10  # digits: an NHS number has so many


class NoticeRefused(ValueError):
    """A message that must not be sent; the text says why."""


@transaction.atomic
def notify(*, by: Any, to: Any, about: str, address: str, key: UUID, person: Any = None) -> Notice:
    """Tell a user something; the same `key` again returns the first message to them.

    Args:
        by: who made it necessary; None for a command.
        to: who is told.
        about: a sentence without data of a person: no name, no number.
        address: page of the product to open, from the first slash.
        key: of what it came from; one key may tell several users.
        person: whom it is about, shown by name to those alone who may see them.

    Raises:
        NoticeRefused: when it says nothing, holds a number as long as an NHS number, or its address leads
            elsewhere.
    """
    _refuse_person_data(about)
    if not address.startswith("/") or address.startswith("//"):
        raise NoticeRefused("A message leads to a page of this product: give its path.")
    values = {"about": about.strip(), "person": person, "address": address, "made_by": by}
    notice, is_new = Notice.objects.get_or_create(to=to, key=key, defaults=values)
    if is_new:
        record_write(by=by, kind="notice", id=notice.pk, detail=f"told user {to.pk}")
        transaction.on_commit(lambda: mail.tell_by_mail(to))
    return notice


@transaction.atomic
def mark_read(*, by: Any, notice: Notice) -> None:
    """Say that `by` has read a message to them; a second time changes nothing."""
    Notice.objects.filter(pk=notice.pk, to=by, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by: Any, up_to: int) -> int:
    """Say that `by` has read every message up to the one with the key `up_to`; return how many."""
    return Notice.objects.filter(to=by, read_at=None, pk__lte=up_to).update(read_at=timezone.now())


def _refuse_person_data(about: str) -> None:
    if not about.strip():
        raise NoticeRefused("Say what the message is about.")
    if sum(letter.isdigit() for letter in about) >= _LONGEST_NUMBER:
        raise NoticeRefused("A message holds no number of a person: leave it out.")

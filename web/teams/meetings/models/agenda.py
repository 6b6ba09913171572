"""Who is on the agenda and why, and what was decided about them."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from lco.teams.agenda import TITLES, Reason, Why
from lco.teams.meetings import BASES, Basis
from web.teams.meetings.models.meetings import Meeting

_ADDED_ONLY = pgtrigger.Update | pgtrigger.Delete


class ItemState(models.TextChoices):
    """What became of a person on the agenda."""

    WAITING = "waiting", "To be discussed"
    DISCUSSED = "discussed", "Discussed"
    CARRIED = "carried", "Carried forward"
    REMOVED = "removed", "Taken off"


class AgendaItem(models.Model):
    """A person on the agenda of a meeting, with every reason in words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("teams.Case", on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list, help_text="pairs of code and words, the most pressing first")
    state = models.CharField(max_length=9, choices=ItemState.choices, default=ItemState.WAITING)
    basis = models.CharField(
        max_length=20, blank=True, choices=[(each.value, BASES[each].title) for each in Basis]
    )
    basis_note = models.TextField(blank=True)
    basis_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    basis_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    times_carried = models.PositiveSmallIntegerField(default=0)
    removed_because = models.TextField(blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "case"], name="on_an_agenda_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "-id"], name="agenda_item_by_case")
        ]

    def __str__(self) -> str:
        return f"item {self.pk}, {self.state}"

    @property
    def reason_list(self) -> list[Reason]:
        """Return why the person is on the agenda, the most pressing first."""
        return [Reason(Why(code), words) for code, words in self.reasons]

    @property
    def why(self) -> str:
        """Return the most pressing reason in a few words."""
        return TITLES[self.reason_list[0].why] if self.reasons else ""


class Discussion(models.Model):
    """What was decided about a person, as written once. Rows are added and never changed.

    A later `number` of the same item replaces the one before; all stay readable.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="discussions")
    number = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True, help_text="what was said")
    decision = models.TextField()
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()
    no_action_reason = models.TextField(blank=True)
    minutes_spent = models.PositiveSmallIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=20, choices=[(each.value, BASES[each].title) for each in Basis])
    basis_note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "number"], name="one_discussion_a_number")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="discussion_is_append_only", operation=_ADDED_ONLY)
        ]

    def __str__(self) -> str:
        return f"discussion {self.number} of item {self.item_id}"

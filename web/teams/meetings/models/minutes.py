"""What is kept of a meeting once it is closed."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from web.teams.meetings.models.agenda import AgendaItem
from web.teams.meetings.models.meetings import Meeting

_ADDED_ONLY = pgtrigger.Update | pgtrigger.Delete


class Minutes(models.Model):
    """The minutes of a closed meeting, as they stood when it was closed. Never changed.

    `content` names people by pseudonym alone: their names stay in the table of people.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="kept_minutes")
    content: Any = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "minutes"
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="minutes_are_never_changed", operation=_ADDED_ONLY)
        ]

    def __str__(self) -> str:
        return f"minutes of meeting {self.meeting_id}"


class Correction(models.Model):
    """What was put right after a meeting was closed: it stands under the minutes and changes none of them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="correction_is_append_only", operation=_ADDED_ONLY)
        ]

    def __str__(self) -> str:
        return f"correction {self.pk} of meeting {self.meeting_id}"

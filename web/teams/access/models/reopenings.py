"""Access that had ended, opened again for a while with a reason."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lco.teams.governance.emergencies import IN_WORDS, REOPENING_REASONS


class Reopening(models.Model):
    """Somebody whose relationship to a person ended sees them again, from `at` up to and without `until`.

    It holds only while they belong to `team`, the team by which they once saw the person. Never changed.
    """

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="reopenings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reopenings")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="reopenings")
    reason = models.CharField(max_length=20, choices=REOPENING_REASONS)
    note = models.TextField(help_text="why, in the words of who opened it")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="reopening_ends_after_it_starts")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "person", "until"], name="reopening_of_user")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="reopening_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"re-opened access {self.pk}"

    @property
    def reason_in_words(self) -> str:
        """Return the reason chosen of the list."""
        return IN_WORDS[self.reason]

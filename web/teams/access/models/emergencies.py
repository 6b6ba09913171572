"""Emergency access: the glass broken, its review, and the person who has to be told."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lco.teams.governance.emergencies import IN_WORDS, REASONS

APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


class BrokenGlassQuerySet(models.QuerySet["BrokenGlass"]):
    """Emergency accesses, narrowed in words."""

    def unreviewed(self) -> BrokenGlassQuerySet:
        """Keep those the privacy officer has not looked at."""
        return self.filter(review__isnull=True)

    def open_at(self, now: datetime) -> BrokenGlassQuerySet:
        """Keep those that hold at the instant `now`."""
        return self.filter(at__lte=now, until__gt=now)


class BrokenGlass(models.Model):
    """One emergency access of somebody to a person they have no relationship with. Never changed.

    It holds from `at` up to and without `until`; `review_by` is the last day for its review.
    """

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="broken_glass")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="broken_glass")
    reason = models.CharField(max_length=20, choices=REASONS)
    note = models.TextField(help_text="why, in the words of who broke it")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    review_by = models.DateField()
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    objects = BrokenGlassQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="broken_glass_ends_after_it_starts")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "person", "until"], name="broken_glass_of_user"),
            models.Index(fields=["review_by"], name="broken_glass_by_day"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="broken_glass_is_append_only", operation=APPEND_ONLY)
        ]

    def __str__(self) -> str:
        return f"emergency access {self.pk}"

    @property
    def reason_in_words(self) -> str:
        """Return the reason chosen of the list."""
        return IN_WORDS[self.reason]


class ReviewOutcome(models.TextChoices):
    """What the privacy officer found."""

    APPROPRIATE = "appropriate", "Appropriate"
    NOT_APPROPRIATE = "not_appropriate", "Not appropriate"


class BreakReview(models.Model):
    """What the privacy officer found of one emergency access. Made once, never changed."""

    broken = models.OneToOneField(BrokenGlass, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(max_length=15, choices=ReviewOutcome.choices)
    note = models.TextField(help_text="what was found, and what follows")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="break_review_is_append_only", operation=APPEND_ONLY)
        ]

    def __str__(self) -> str:
        return f"review of emergency access {self.broken_id}: {self.get_outcome_display().lower()}"


class PersonNotice(models.Model):
    """A person who has to be told of an emergency access, unless telling would do harm.

    Open until `settled_at`: told, or not told for a reason.
    """

    broken = models.OneToOneField(BrokenGlass, on_delete=models.PROTECT, related_name="notice")
    is_told = models.BooleanField(null=True, help_text="null while it is open")
    reason_not_told = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(is_told__isnull=True, settled_at__isnull=True)
                | Q(is_told=True, settled_at__isnull=False)
                | Q(is_told=False, settled_at__isnull=False) & ~Q(reason_not_told=""),
                name="notice_is_settled_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"letter about emergency access {self.broken_id}"

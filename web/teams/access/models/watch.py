"""What the privacy officer is told of without asking."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class AlertKind(models.TextChoices):
    """What an alert is about."""

    BREAK_GLASS = "break_glass", "Emergency access"
    OWN_RECORD = "own_record", "May be their own record"
    COLLEAGUE = "colleague", "May be a colleague of the same team"
    SAME_SURNAME = "same_surname", "Same surname"
    SAME_ADDRESS = "same_address", "Same address"


class AccessAlert(models.Model):
    """A look the privacy officer should know of: one a day for each user, person and kind."""

    kind = models.CharField(max_length=20, choices=AlertKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    finding = models.TextField(blank=True, help_text="what the officer found")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "person", "kind", "on"], name="one_alert_a_day"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(finding=""), name="alert_is_closed_with_a_finding"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], condition=Q(closed_at__isnull=True), name="alert_open")
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}: {self.get_kind_display()}"

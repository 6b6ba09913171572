"""A person's request for their own record, and records kept longer than the rule says."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class RequestState(models.TextChoices):
    """How far a request is."""

    OPEN = "open", "To be reviewed"
    RELEASED = "released", "Released"
    REFUSED = "refused", "Refused"


class AccessRequest(models.Model):
    """A person asks for what is held about them. Released once every marked part has been decided on.

    `decisions` maps the mark of a part (a third person in it, something sensitive) to ``release`` or
    ``withhold``.
    """

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="access_requests")
    asked_on = models.DateField()
    due_on = models.DateField()
    identity = models.CharField(max_length=300, help_text="how it was made sure who asks")
    decisions = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=RequestState.choices, default=RequestState.OPEN)
    note = models.TextField(blank=True, help_text="what was said to the person")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | ~Q(state="open") & Q(closed_at__isnull=False),
                name="access_request_is_closed_at_a_time",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_on"], name="access_request_by_day")
        ]

    def __str__(self) -> str:
        return f"subject access request {self.pk}"


class RetentionHold(models.Model):
    """A person's records are kept whatever the rules say, from `made_at` until it is lifted."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="retention_holds")
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at__isnull=True), name="one_hold_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"

"""A case on its way from one team to another."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class HandOverState(models.TextChoices):
    """How far a hand-over is."""

    OFFERED = "offered", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    TAKEN_BACK = "taken_back", "Taken back"


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Hand-overs, narrowed in words."""

    def waiting(self) -> HandOverQuerySet:
        """Keep those the receiving team still has to answer."""
        return self.filter(state=HandOverState.OFFERED)


class HandOver(models.Model):
    """A case offered by one team to another; until it is accepted it stays with the first.

    `told` is what the next team has to know first, in the words of the team that knows the person.
    """

    case = models.ForeignKey("teams.Case", on_delete=models.PROTECT, related_name="hand_overs")
    from_team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="handed_on")
    to_team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="handed_to")
    state = models.CharField(max_length=10, choices=HandOverState.choices, default=HandOverState.OFFERED)
    reason = models.CharField(max_length=40, help_text="code of the list of reasons")
    told = models.TextField(help_text="what the receiving team has to know first")
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="what the receiving team said")
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="offered"), name="one_waiting_hand_over_a_case"
            ),
            models.CheckConstraint(condition=~Q(from_team=F("to_team")), name="hand_over_leaves_its_team"),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at__isnull=True)
                | ~Q(state="offered") & Q(answered_at__isnull=False),
                name="hand_over_is_answered_at_a_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["to_team", "state"], name="hand_over_to_team"),
            models.Index(fields=["from_team", "state"], name="hand_over_from_team"),
        ]

    def __str__(self) -> str:
        return f"hand-over of case {self.case_id}, {self.get_state_display().lower()}"

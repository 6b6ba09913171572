"""People connected to services, what came of it, and what was looked for and not there."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lco.teams.connections import CONSENTS, MOVES, OPEN_STAGES, OUTCOMES, STAGES, Move, Stage, steps_from


class WantingReason(models.TextChoices):
    """Why nothing of the directory fitted."""

    NOTHING_THERE = "nothing_there", "There is nothing of the kind"
    TOO_FAR = "too_far", "Too far, or no way to get there"
    WRONG_TIME = "wrong_time", "Not at a time that suits"
    NOT_ELIGIBLE = "not_eligible", "The person is not among those it is for"
    FULL = "full", "Full, or the wait is too long"
    COST = "cost", "It costs too much"
    LANGUAGE = "language", "Not in the person's language, or does not suit their culture"
    ACCESS = "access", "Not accessible with the person's disability"


class Connection(models.Model):
    """A person on the way to one service of the directory. `version` grows by one with every write."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="connections")
    case = models.ForeignKey("teams.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="connections")
    service = models.ForeignKey(
        "teams.DirectoryService", on_delete=models.PROTECT, related_name="connections"
    )
    need = models.CharField(max_length=60, blank=True, help_text="code of community_needs.csv")
    stage = models.CharField(max_length=12, choices=[(each.value, STAGES[each]) for each in Stage])
    stage_since = models.DateTimeField(default=timezone.now)
    consent = models.CharField(
        max_length=16, blank=True, choices=[(each.value, words) for each, words in CONSENTS.items()]
    )
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(each.value, words) for each, words in OUTCOMES.items()]
    )
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "teams"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "service"],
                condition=Q(stage__in=sorted(OPEN_STAGES)),
                name="one_open_connection_a_service",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "stage", "stage_since"], name="connection_by_team"),
            models.Index(fields=["person"], name="connection_by_person"),
        ]

    def __str__(self) -> str:
        return f"connection {self.pk}, {self.get_stage_display()}"

    @property
    def is_open(self) -> bool:
        """Say whether something is still to come."""
        return Stage(self.stage) in OPEN_STAGES

    @property
    def moves(self) -> tuple[Move, ...]:
        """Return what can be done now."""
        return steps_from(Stage(self.stage))


class ConnectionEvent(models.Model):
    """One step of a connection. Rows are added and never changed; `words` are the person's own."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=8, choices=[(each.step.value, each.title) for each in MOVES.values()])
    to_stage = models.CharField(max_length=12, choices=[(each.value, STAGES[each]) for each in Stage])
    on = models.DateField(help_text="the day it happened")
    consent = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    words = models.TextField(blank=True, help_text="what came of it, in the person's words")
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        app_label = "teams"
        ordering: ClassVar[list[str]] = ["id"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="connection_event_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} on {self.on:%Y-%m-%d}"


class Wanting(models.Model):
    """Something looked for and not found in the directory. Rows are added and never changed."""

    person = models.ForeignKey(
        "records.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.CharField(max_length=80, blank=True, help_text="id in the place pack")
    need = models.CharField(max_length=60, help_text="code of community_needs.csv")
    reason = models.CharField(max_length=16, choices=WantingReason.choices)
    note = models.TextField(blank=True, help_text="in the team's words; kept here alone")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        app_label = "teams"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "need"], name="wanting_by_team_and_need")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="wanting_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.need} wanted on {self.at:%Y-%m-%d}"

"""Who told the team of a person, why, and what is asked."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone


class Referrer(models.TextChoices):
    """Who refers: anybody may."""

    GP = "gp", "GP practice"
    HOSPITAL = "hospital", "Hospital"
    NHS_111 = "nhs_111", "NHS 111 or ambulance service"
    COUNCIL = "council", "Council"
    VOLUNTARY = "voluntary", "Voluntary or community group"
    FAMILY = "family", "Family, friend or carer"
    SELF = "self", "The person themselves"
    OTHER = "other", "Somebody else"


class Urgency(models.TextChoices):
    """How soon the team has to look at a referral."""

    URGENT = "urgent", "Urgent"
    SOON = "soon", "Soon"
    ROUTINE = "routine", "Routine"


class Referral(models.Model):
    """One time somebody told a team of a person. Rows are added and never changed.

    `is_hospital_flag` says that it is a hospital's notice (an attendance, a stay, a discharge to come)
    rather than a request; `sent_from` is the team that took it in, when another looks after the person.
    """

    case = models.ForeignKey("teams.Case", on_delete=models.PROTECT, related_name="referrals")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="referrals")
    sent_from = models.ForeignKey(
        "teams.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    referrer = models.CharField(max_length=10, choices=Referrer.choices)
    is_hospital_flag = models.BooleanField(default=False)
    referred_by = models.CharField(max_length=200, help_text="name, and what they are to the person")
    reached_by = models.CharField(max_length=200, blank=True, help_text="telephone or e-mail address")
    reason = models.TextField(help_text="what they are worried about")
    asked = models.TextField(blank=True, help_text="what they ask the team to do")
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.ROUTINE)
    is_person_told = models.BooleanField(help_text="the person knows of the referral")
    received_on = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["-received_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "-received_on"], name="referral_by_team")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="referral_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"referral {self.pk} of {self.received_on}"

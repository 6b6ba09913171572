"""Teams, and who belongs to them from when to when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Level(models.TextChoices):
    """The part of a place a team serves."""

    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
    LOCALITY = "locality", "Locality"
    PLACE = "place", "Whole place"


class TeamRole(models.TextChoices):
    """What a person is in a team."""

    MEMBER = "member", "Member"
    LEAD = "lead", "Lead"


class Team(models.Model):
    """A team that serves one area of a place."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    place = models.SlugField(max_length=60)
    level = models.CharField(max_length=13, choices=Level.choices)
    area = models.CharField(max_length=80, help_text="id in the place pack")

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "level", "area"], name="one_team_an_area")
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, narrowed in words."""

    def current(self, on: date) -> MembershipQuerySet:
        """Keep memberships that hold on the day `on`."""
        return self.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on), starts_on__lte=on)


class Membership(models.Model):
    """A user's time in a team: from `starts_on` up to and without `ends_before`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=6, choices=TeamRole.choices, default=TeamRole.MEMBER)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "team"], condition=Q(ends_before__isnull=True), name="one_open_membership"
            ),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.team} as {self.role}"

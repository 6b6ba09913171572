"""When members work, which posts of leadership they hold, when they are away and who covers them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lco.teams.staff import LEADERSHIP


class Weekday(models.IntegerChoices):
    """Day of the week as Python counts it."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class PeriodQuerySet(models.QuerySet["Absence"]):
    """What holds from one day up to and without another, narrowed in words."""

    def on(self, day: date) -> PeriodQuerySet:
        """Keep what holds on `day`."""
        return self.filter(
            Q(ends_before__isnull=True) | Q(ends_before__gt=day), starts_on__lte=day, withdrawn_at=None
        )

    def overlapping(self, starts_on: date, ends_before: date) -> PeriodQuerySet:
        """Keep what shares a day with the half-open period given."""
        return self.filter(
            Q(ends_before__isnull=True) | Q(ends_before__gt=starts_on),
            starts_on__lt=ends_before,
            withdrawn_at=None,
        )


class WorkingDay(models.Model):
    """The hours somebody works for a team on one day of every week, in London time."""

    membership = models.ForeignKey("teams.Membership", on_delete=models.PROTECT, related_name="working_days")
    weekday = models.SmallIntegerField(choices=Weekday.choices)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["weekday"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["membership", "weekday"], name="one_working_day_a_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="working_day_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M} to {self.ends:%H:%M}"


class Leadership(models.Model):
    """A post of the team's shared leadership held by a member, from-to; several may hold one post."""

    membership = models.ForeignKey("teams.Membership", on_delete=models.PROTECT, related_name="leaderships")
    post = models.CharField(max_length=20, choices=[(each.code, each.title) for each in LEADERSHIP.values()])
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="entered by mistake")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["post", "starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["membership", "post"],
                condition=Q(ends_before__isnull=True),
                name="one_open_post_a_member",
            ),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="leadership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} from {self.starts_on}"


class Absence(models.Model):
    """Days on which a member does not work for the team. Why is nobody's business here and is not asked."""

    membership = models.ForeignKey("teams.Membership", on_delete=models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_before = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_before__gt=F("starts_on")), name="absence_lasts_a_day_or_more"
            )
        ]

    def __str__(self) -> str:
        return f"away from {self.starts_on} until before {self.ends_before}"


class Cover(models.Model):
    """Who does a member's work for a time: sees and acts on their tasks and people of that team alone."""

    membership = models.ForeignKey("teams.Membership", on_delete=models.PROTECT, related_name="covers")
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covering"
    )
    starts_on = models.DateField()
    ends_before = models.DateField()
    absence = models.ForeignKey(
        Absence, null=True, blank=True, on_delete=models.PROTECT, related_name="covers"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_before__gt=F("starts_on")), name="cover_lasts_a_day_or_more"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["covered_by", "starts_on"], name="cover_by_who_covers")
        ]

    def __str__(self) -> str:
        return f"covered from {self.starts_on} until before {self.ends_before}"

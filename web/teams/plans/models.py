"""The plan of a person, every version of it whole, and what was done with it: agreed, reviewed, copied."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lco.teams.plans.attainment import LEVELS, level_in_words
from lco.teams.plans.content import Content, from_json


class Plan(models.Model):
    """The one plan of a person, for as long as they live in the place, over all its cases.

    `number` is that of the latest version: who saves beside an older one is merged with it or asked.
    """

    person = models.OneToOneField("records.Person", on_delete=models.PROTECT, related_name="plan")
    number = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"plan {self.pk}, version {self.number}"


class PlanVersion(models.Model):
    """The whole plan as somebody saved it. Rows are added and never changed.

    `base` is the version the writer had open; where it is not the one before, the two were merged.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    content = models.JSONField()
    schema = models.CharField(max_length=40, help_text="version of the sections it was written in")
    sections = models.JSONField(help_text="ids of the sections the writer changed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["plan", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version_a_number"),
            models.CheckConstraint(
                condition=Q(base__lt=models.F("number")), name="version_comes_after_its_base"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="plan_version_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"

    @property
    def written(self) -> Content:
        """Return what is written in it."""
        return from_json(self.content)

    @property
    def is_merged(self) -> bool:
        """Say whether somebody else had saved between the writer's opening and saving."""
        return self.base != self.number - 1


class Deed(models.TextChoices):
    """What was done with a version."""

    AGREED = "agreed", "Agreed"
    REVIEWED = "reviewed", "Reviewed"
    COPIED = "copied", "Copy given"


class Way(models.TextChoices):
    """How a plan was agreed or reviewed with the person."""

    IN_PERSON = "in_person", "Face to face"
    TELEPHONE = "telephone", "By telephone"
    VIDEO = "video", "By video call"
    ADVOCATE = "advocate", "Through an advocate"
    BEST_INTERESTS = "best_interests", "As a best-interests decision"


class Handing(models.TextChoices):
    """How a copy reached the person."""

    BY_HAND = "by_hand", "Given by hand"
    POST = "post", "Sent by post"
    CARER = "carer", "Given to somebody the person chose"


class Print(models.TextChoices):
    """What a plan is printed as."""

    A4 = "a4", "Ordinary print"
    LARGE = "large", "Large print"
    EASY = "easy", "Easy read"


class PlanDeed(models.Model):
    """One thing done with a version of a plan. Rows are added and never changed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="deeds")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="deeds")
    case = models.ForeignKey("teams.Case", null=True, on_delete=models.PROTECT, related_name="plan_deeds")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    done_on = models.DateField()
    way = models.CharField(max_length=20, choices=[*Way.choices, *Handing.choices])
    who = models.CharField(max_length=200, help_text="who agreed, reviewed or took the copy with us")
    print = models.CharField(max_length=10, choices=Print.choices, blank=True)
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True, help_text="day of the next review")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(deed="copied", review_on__isnull=True) | Q(review_on__isnull=False),
                name="what_is_agreed_is_reviewed",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["plan", "deed", "-id"], name="plan_deed_latest"),
            models.Index(fields=["deed", "done_on"], name="plan_deed_by_day"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="plan_deed_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} on {self.done_on}"


class GoalReview(models.Model):
    """How far a person had come towards a goal on a day. Rows are added and never changed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goal_reviews")
    goal = models.CharField(max_length=40, help_text="id of the entry in the plan")
    level = models.SmallIntegerField(choices=[(level, level_in_words(level)) for level in LEVELS])
    reviewed_on = models.DateField()
    note = models.TextField(blank=True, help_text="what the person says of it")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["reviewed_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(level__gte=-2, level__lte=2), name="level_is_on_the_scale")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["plan", "goal", "-reviewed_on", "-id"], name="goal_review_latest")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="goal_review_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} on {self.reviewed_on}"

"""Cohorts people saved, every version of them, and what was counted with which answer shown."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from web.accounts.models import Organisation


class Sharing(models.TextChoices):
    """Who besides its owner may look at a saved cohort."""

    NOBODY = "nobody", "Nobody else"
    ORGANISATION = "organisation", "My organisation"
    EVERYBODY = "everybody", "Everybody who may see the workbench"


class SavedCohort(models.Model):
    """A cohort somebody defined and saved: a text file with a title, an owner and all its versions."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cohorts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohorts")
    sharing = models.CharField(max_length=12, choices=Sharing.choices, default=Sharing.NOBODY)
    title = models.CharField(max_length=120)
    text = models.TextField(help_text="the definition as TOML, as the command line reads it")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "population"
        ordering: ClassVar[list[str]] = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class CohortVersion(models.Model):
    """A saved cohort as it was saved once; 1 is the first."""

    cohort = models.ForeignKey(SavedCohort, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "population"
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cohort", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} version {self.number}"


class CountedCohort(models.Model):
    """A definition somebody was shown the counts of: what is counted next is held against it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    run = models.CharField(max_length=60)
    text = models.TextField()
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "population"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "run", "-counted_at"], name="counted_by_user")
        ]

    def __str__(self) -> str:
        return f"counted by {self.user_id} in {self.run}"

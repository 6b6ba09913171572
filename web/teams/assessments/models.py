"""Questionnaires as they were asked, assessments, who is trusted to assess, and who accepts."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lco.teams.trusted_assessors import Standing


class QuestionnaireVersion(models.Model):
    """One version of a questionnaire as it was first asked. Rows are added and never changed.

    The file may go, but what was asked stays: every assessment is read by the definition kept here.
    """

    url = models.CharField(max_length=320)
    version = models.CharField(max_length=20)
    name = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    checksum = models.CharField(max_length=64)
    definition = models.JSONField()
    first_asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["url", "version"], name="one_definition_a_version")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="asked_version_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class Assessor(models.Model):
    """One delegation: whom partners trust to assess, in what and until when.

    A delegation is not changed, only ended early: a new scope is a new row, so that it stays known what was
    agreed on the day of an assessment.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations")
    competence = models.TextField(help_text="how the competence was shown, and who signed it off")
    questionnaires = models.JSONField(help_text="names of the questionnaires in scope")
    cohorts = models.JSONField(default=list, help_text="ids of the cohorts in scope; empty for everybody")
    partners = models.ManyToManyField("accounts.Organisation", related_name="assessors_accepted")
    starts_on = models.DateField()
    ends_before = models.DateField()
    ended_why = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_before__gte=F("starts_on")), name="delegation_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"delegation {self.pk}, until {self.ends_before}"

    def holds(self, on: date) -> bool:
        """Say whether it holds on the day `on`."""
        return self.starts_on <= on < self.ends_before


class State(models.TextChoices):
    """How far an assessment is."""

    DRAFT = "draft", "Not finished"
    FINISHED = "finished", "Finished"
    LEFT = "left", "Not taken further"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments, narrowed in words."""

    def drafts(self) -> AssessmentQuerySet:
        """Keep those somebody is still writing."""
        return self.filter(state=State.DRAFT)

    def finished(self) -> AssessmentQuerySet:
        """Keep those that were finished."""
        return self.filter(state=State.FINISHED)


class Assessment(models.Model):
    """One questionnaire asked about a person. `answers` are kept as FHIR writes them, by linkId.

    `told` says which answers were taken from an earlier assessment; `result` what was worked out when it was
    finished. A finished assessment is never changed: the database refuses it.
    """

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="assessments")
    case = models.ForeignKey(
        "teams.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="assessments"
    )
    answers = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=dict, blank=True)
    earlier = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why_again = models.TextField(blank=True, help_text="why a fresh assessment was not used")
    result = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    standing = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.words) for each in Standing]
    )
    standing_why = models.TextField(blank=True)
    delegation = models.ForeignKey(
        Assessor, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="assessments"
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    saved_key = models.UUIDField(null=True, blank=True, help_text="of the form last saved: sent twice, once")
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, help_text="of the form it was begun with: sent twice, it counts once")
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "questionnaire", "organisation"],
                condition=Q(state=State.DRAFT),
                name="one_draft_a_person_and_organisation",
            ),
            models.CheckConstraint(
                condition=Q(state=State.FINISHED, finished_at__isnull=False)
                | ~Q(state=State.FINISHED) & Q(finished_at__isnull=True),
                name="assessment_is_finished_at_a_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "state", "-finished_at"], name="assessment_of_person"),
            models.Index(fields=["questionnaire", "-finished_at"], name="assessment_by_version"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="finished_assessment_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=State.FINISHED),
            ),
            pgtrigger.Protect(name="assessment_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}, {self.get_state_display()}"

    @property
    def is_draft(self) -> bool:
        """Say whether it can still be written."""
        return self.state == State.DRAFT


class Outcome(models.TextChoices):
    """What a partner said of an assessment."""

    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class Acceptance(models.Model):
    """What one partner said of a finished assessment; the last word counts. Rows are added, never changed."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="acceptances")
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="acceptances"
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    is_automatic = models.BooleanField(default=False, help_text="by the delegation agreed beforehand")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["assessment", "organisation"],
                condition=Q(is_automatic=True),
                name="accepted_by_delegation_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ACCEPTED) | ~Q(reason=""), name="declined_with_a_reason"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="acceptance_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} by {self.organisation}"

"""What a person said about their information, and what of it is held closer."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lco.teams.governance import Choice, DecidedBy, Sensitivity
from lco.teams.governance.terms import TITLES

CHOICES = [(Choice.SHARE.value, "Share it"), (Choice.DO_NOT_SHARE.value, "Do not share it")]
DECIDED_BY = [
    (DecidedBy.PERSON.value, "The person"),
    (DecidedBy.ATTORNEY.value, "An attorney or deputy for health and welfare"),
    (DecidedBy.PARENT.value, "Who holds parental responsibility"),
    (DecidedBy.BEST_INTERESTS.value, "A best-interests decision"),
]
# A concern stands in tables of its own, which no wish opens or closes.
CLASSES = [(each.value, TITLES[each]) for each in Sensitivity if each is not Sensitivity.CONCERN]
HELD_CLOSER = [each for each in CLASSES if each[0] != Sensitivity.ORDINARY]


class SharingPreference(models.Model):
    """One wish about sharing: with whom, what, from when to when. It is ended, never rewritten."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="sharing")
    choice = models.CharField(max_length=12, choices=CHOICES)
    organisations = models.ManyToManyField("accounts.Organisation", blank=True, related_name="+")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    classes = ArrayField(models.CharField(max_length=20, choices=CLASSES), default=list, blank=True)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=14, choices=DECIDED_BY, default=DecidedBy.PERSON.value)
    note = models.TextField(blank=True, help_text="in the person's words")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="sharing_ends_after_it_starts",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "starts_on"], name="sharing_of_person")
        ]

    def __str__(self) -> str:
        return f"wish about sharing {self.pk}"

    @property
    def classes_in_words(self) -> list[str]:
        """Return what it is about, in words."""
        return [dict(CLASSES)[each] for each in self.classes]


class OptOutKind(models.TextChoices):
    """Which opt-out."""

    NATIONAL = "national", "National data opt-out"
    STRATIFICATION = "stratification", "Opt-out from stratification for planning"


class OptOut(models.Model):
    """What a person said of an opt-out on a day. Rows are added; the last of a kind holds."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="opt_outs")
    kind = models.CharField(max_length=14, choices=OptOutKind.choices)
    is_out = models.BooleanField(help_text="false: the opt-out before is taken back")
    said_on = models.DateField()
    source = models.CharField(max_length=200, help_text="how it reached the place")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "kind", "-said_on", "-id"], name="opt_out_latest")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="opt_out_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {'set' if self.is_out else 'taken back'} on {self.said_on}"


class SensitiveItem(models.Model):
    """Something held closer than the rest: a safeguarding flag, or what the law keeps from sharing.

    `named` are those who need to know; for a safeguarding flag nobody else sees the words. It is ended,
    never rewritten.
    """

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="sensitive_items")
    sensitivity = models.CharField(max_length=20, choices=HELD_CLOSER)
    words = models.TextField()
    named = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    reason_ended = models.TextField(blank=True)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "ended_at"], name="sensitive_of_person")
        ]

    def __str__(self) -> str:
        return f"sensitive item {self.pk}"

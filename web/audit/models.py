"""The audit trail: rows are added and never changed, and each is sealed soon after it was written."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone


class Act(models.TextChoices):
    """What was done."""

    LOOK = "look", "looked at"
    SEARCH = "search", "searched"
    WRITE = "write", "changed"
    EXPORT = "export", "downloaded"
    REFUSED = "refused", "was refused"
    SIGN_IN = "sign_in", "signed in"
    SIGN_OUT = "sign_out", "signed out"
    SIGN_IN_FAILED = "sign_in_failed", "failed to sign in"


class Purpose(models.TextChoices):
    """Why somebody looks at a person or takes a list away."""

    DIRECT_CARE = "direct_care", "Care of the person"
    SERVICE_PLANNING = "service_planning", "Planning of services"
    RECORD_QUALITY = "record_quality", "Quality of records"
    COMPLAINT_OR_INCIDENT = "complaint_or_incident", "A complaint or an incident"
    AUDIT = "audit", "Checking who looked at whom"


class AuditEntry(models.Model):
    """One look, write, search, export, refusal or sign-in.

    The name, role and organisation are those of the moment. `object_id` is a pseudonym or a key, `detail` a
    sentence without data of a person.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="audit_entries"
    )
    user_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=30, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=20, choices=Act.choices)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=100, blank=True)
    purpose = models.CharField(max_length=30, choices=Purpose.choices, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    ground = models.CharField(
        max_length=160, blank=True, help_text="relationship by which a person was seen, and the team of it"
    )
    basis = models.CharField(max_length=250, blank=True, help_text="legal ground in words")
    people = ArrayField(
        models.BigIntegerField(),
        null=True,
        blank=True,
        help_text="pseudonyms of those seen together in a list; null for a row about one thing",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["object_kind", "object_id", "at"], name="audit_by_object"),
            models.Index(fields=["user", "at"], name="audit_by_user"),
            GinIndex(fields=["people"], condition=models.Q(people__isnull=False), name="audit_by_people"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="audit_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="audit_is_never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The audit trail is never emptied.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user_name} {self.get_act_display()} {self.object_kind}"


class Seal(models.Model):
    """The seal of one row of the trail: the digest of the seal before and of the row.

    Seals stand apart from the rows, so that no request waits for another's: whoever seals takes the rows that
    are written and not yet sealed, in the order of their ids. `entry` is a number, not a foreign key: a row
    that was removed leaves its seal behind.
    """

    number = models.BigIntegerField(primary_key=True, help_text="1, 2, 3 ... without a gap")
    entry = models.BigIntegerField(unique=True, help_text="id of the row")
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="seal_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="seals_are_never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The seals of the audit trail are never emptied.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

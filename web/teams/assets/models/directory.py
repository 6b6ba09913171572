"""The directory: who offers what, where and when, who checked it last, and every version it had."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lco.teams.directory.entries import Referral, Status, Wanted


class Provider(models.Model):
    """An organisation that offers services: a charity, a club, a trust, the council."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True, help_text="of the organisation, never of one person")

    class Meta:
        app_label = "teams"
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """A location where services are held."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    neighbourhood = models.CharField(max_length=80, blank=True, help_text="id in the place pack")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    access = models.TextField(blank=True, help_text="what helps people with a disability to get in")

    class Meta:
        app_label = "teams"
        ordering: ClassVar[list[str]] = ["name"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["neighbourhood"], name="venue_by_neighbourhood")
        ]

    def __str__(self) -> str:
        return self.name


class ServiceQuerySet(models.QuerySet["DirectoryService"]):
    """Services, narrowed in words."""

    def offered(self) -> ServiceQuerySet:
        """Keep what can be offered now."""
        return self.filter(status=Status.ACTIVE)

    def kept(self) -> ServiceQuerySet:
        """Keep all that is not closed for good."""
        return self.exclude(status=Status.CLOSED)

    def whole(self) -> ServiceQuerySet:
        """Bring the provider, the venues and their times along, in three queries however many there are."""
        return self.select_related("provider", "assured_by").prefetch_related("sittings__venue")


class DirectoryService(models.Model):
    """One service of the directory. `version` grows by one with every write."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    place = models.SlugField(max_length=60)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    needs = models.JSONField(default=list, help_text="codes of community_needs.csv")
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True, help_text="the last age it takes")
    sex = models.CharField(max_length=6, choices=[(each.value, each.value) for each in Wanted], default="any")
    areas = models.JSONField(default=list, help_text="neighbourhoods it is for; empty: everybody")
    conditions = models.JSONField(default=list, help_text="codes of which a person has to have one")
    referral = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in Referral], default=Referral.NONE
    )
    eligibility_text = models.TextField(blank=True)
    cost = models.CharField(max_length=200, blank=True, help_text="empty: free")
    contact = models.CharField(max_length=200, blank=True, help_text="whom to ask for: a role, not a name")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    languages = models.JSONField(default=list)
    level = models.CharField(max_length=20, blank=True, help_text="id in levels.csv")
    offer = models.CharField(max_length=60, blank=True, help_text="id in mental_health_offers.csv")
    status = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Status], default=Status.ACTIVE
    )
    assured_on = models.DateField(null=True, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assurer = models.CharField(max_length=254, blank=True, help_text="who assured it, as an import says")
    is_synthetic = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        app_label = "teams"
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="service_ages_in_order",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "status", "name"], name="service_by_place")
        ]

    def __str__(self) -> str:
        return self.name


class Sitting(models.Model):
    """A service at a location, with its opening times there as `hours_text` of lco writes them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(DirectoryService, on_delete=models.CASCADE, related_name="sittings")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="sittings")
    times = models.TextField(blank=True, help_text="a line for each opening and each day that differs")
    is_open_on_bank_holidays = models.BooleanField(default=False)

    class Meta:
        app_label = "teams"
        ordering: ClassVar[list[str]] = ["venue__name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "venue"], name="one_sitting_a_venue")
        ]

    def __str__(self) -> str:
        return f"sitting {self.pk}"


class ServiceAct(models.TextChoices):
    """What was done to a service."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    ASSURED = "assured", "Checked: still right"
    PAUSED = "paused", "Closed for now"
    CLOSED = "closed", "Closed for good"
    REOPENED = "reopened", "Opened again"


class ServiceVersion(models.Model):
    """A service as it was after one write: the whole of it, as Open Referral UK. Never changed."""

    service = models.ForeignKey(DirectoryService, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=ServiceAct.choices)
    content = models.JSONField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        app_label = "teams"
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "number"], name="one_service_version_a_number")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="service_version_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.service_id}"

"""The list of people of the published run, laid out for the pages that read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from web.records.models import Person, PublishedRun


class Tier(models.TextChoices):
    """How much help a person is likely to need."""

    HIGH = "high", "High risk"
    RISING = "rising", "Rising risk"
    LOW = "low", "Low risk"


class Listing(models.Model):
    """One row per person of a published run; replaced as a whole when a run is published.

    `searched` repeats the name in a form made for searching and sorting, so that a team's page of forty
    thousand people is read from this table alone.
    """

    # Both are loaded in the transaction that loads this list. A constraint would check each of half a
    # million rows singly at its end, a third of the whole time.
    run = models.ForeignKey(PublishedRun, on_delete=models.CASCADE, db_constraint=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_constraint=False)
    neighbourhood = models.CharField(max_length=80, blank=True, help_text="id in the place pack")
    locality = models.CharField(max_length=80, blank=True, help_text="id in the place pack")
    practice = models.TextField(blank=True, help_text="code of the practice, as its source writes it")
    tier = models.CharField(max_length=6, choices=Tier.choices)
    tier_order = models.SmallIntegerField(help_text="1 high, 2 rising, 3 low")
    rank = models.PositiveIntegerField(help_text="1 is the person most in need in the place")
    age = models.SmallIntegerField(help_text="in years on the run's index day")
    sex = models.SmallIntegerField()
    charlson = models.SmallIntegerField(null=True)
    conditions = models.SmallIntegerField(help_text="long-term conditions")
    emergency_admissions = models.SmallIntegerField(help_text="in the twelve months before the index day")
    attendances = models.SmallIntegerField()
    bed_days = models.IntegerField()
    contacts = models.IntegerField()
    cost_pence = models.BigIntegerField()
    reasons = models.TextField(blank=True, help_text="plain words, separated by semicolons")
    nhs_number = models.CharField(max_length=10, blank=True)
    searched = models.TextField(blank=True, help_text="family, then given name, as searched and sorted")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "run"], name="one_listing_a_run")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["neighbourhood", "tier_order", "rank"], name="listing_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.run_id}"

    @property
    def reason_list(self) -> list[str]:
        """Return the reasons of the tier, one by one."""
        return [reason.strip() for reason in self.reasons.split(";") if reason.strip()]

"""The list of people of the published run, laid out for the pages that read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from web.population.workbench.models import CohortVersion, CountedCohort, SavedCohort
from web.records.models import Person, PublishedRun

__all__ = ["CohortVersion", "CountedCohort", "Listing", "Movement", "SavedCohort", "Tier", "Unlisted"]


class Tier(models.TextChoices):
    """How much help a person is likely to need."""

    HIGH = "high", "High risk"
    RISING = "rising", "Rising risk"
    LOW = "low", "Low risk"


class Movement(models.TextChoices):
    """Where a person stands in the tiers against a month before."""

    UP = "up", "Moved up"
    DOWN = "down", "Moved down"
    SAME = "same", "Same tier"
    NEW = "new", "New in the place"


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
    risk = models.FloatField(
        null=True,
        help_text="predicted chance of an emergency admission in twelve months; null without a model",
    )
    risk_before = models.FloatField(null=True, help_text="the same chance six months before")
    former_tier = models.CharField(max_length=6, choices=Tier.choices, blank=True, help_text="a month before")
    movement = models.CharField(max_length=4, choices=Movement.choices, blank=True)
    movement_reasons = models.TextField(blank=True, help_text="plain words, separated by semicolons")
    is_rising_fast = models.BooleanField(default=False)
    segment = models.TextField(blank=True, help_text="id in the place pack")
    cohorts = models.TextField(blank=True, help_text="ids in the place pack, each between semicolons")
    has_mental_health_need = models.BooleanField(default=False)
    is_priority = models.BooleanField(default=False, help_text="on the priority list of the place")
    impactibility_pence = models.BigIntegerField(null=True, help_text="expected net value of support, a year")
    deprivation = models.SmallIntegerField(null=True, help_text="national fifth, 1 most deprived")
    hfrs_tenths = models.IntegerField(null=True, help_text="null without a stay in hospital to score")
    medicines = models.IntegerField(null=True, help_text="different ones in the twelve months before")
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
        return _parts(self.reasons)

    @property
    def movement_reason_list(self) -> list[str]:
        """Return why the person moved, one by one."""
        return _parts(self.movement_reasons)

    @property
    def cohort_list(self) -> list[str]:
        """Return the ids of the person's cohorts."""
        return _parts(self.cohorts)


class Unlisted(models.Model):
    """Somebody who is in the place and, at their own wish, in no list by need; replaced with each run."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, db_constraint=False, related_name="unlisted"
    )
    neighbourhood = models.CharField(max_length=80, blank=True, help_text="id in the place pack")

    class Meta:
        verbose_name_plural = "unlisted"

    def __str__(self) -> str:
        return f"{self.person_id}, in no list"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]

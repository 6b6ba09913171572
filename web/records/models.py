"""Who the people behind the pseudonyms are, and which run the pages show."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from lco.periods import whole_years
from lco.records.tables import Sex


class PublishedRun(models.Model):
    """A run whose list of people was loaded. At most one is current."""

    run = models.CharField(primary_key=True, max_length=120)
    place = models.SlugField(max_length=60)
    index_on = models.DateField(help_text="the day the twelve months end before")
    people = models.PositiveIntegerField(help_text="people loaded")
    is_current = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_current_run"
            )
        ]

    def __str__(self) -> str:
        return self.run


class Person(models.Model):
    """One person: the only table that ties a pseudonym to a name."""

    pseudonym = models.BigIntegerField(primary_key=True)
    nhs_number = models.CharField(max_length=10, blank=True, help_text="ten digits; empty when not known")
    given_name = models.TextField(blank=True)
    family_name = models.TextField(blank=True)
    born_on = models.DateField()
    sex = models.SmallIntegerField(choices=[(sex.value, sex.name.replace("_", " ").lower()) for sex in Sex])
    address = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    is_synthetic = models.BooleanField()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Return the name as written, or words that say there is none."""
        return f"{self.given_name} {self.family_name}".strip() or "Name not known"

    @property
    def spaced_nhs_number(self) -> str:
        """Return ``999 123 4567``, or an empty text when the number is not known."""
        number = self.nhs_number
        return f"{number[:3]} {number[3:6]} {number[6:]}" if number else ""

    @property
    def age(self) -> int:
        """Return the age today in whole years."""
        return whole_years(self.born_on, timezone.localdate())

    @property
    def sex_in_words(self) -> str:
        """Return the sex as registered, in words."""
        return str(self.get_sex_display()).capitalize()  # type: ignore[attr-defined]

"""What the records say of somebody's time in hospital, as the published runs told it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lco.teams.hospital_flags import Flag, FlagKind, rule_of
from web.teams.cases import flag_rules


class HospitalFlag(models.Model):
    """One flag of one person: told by a run, kept when later runs no longer show it.

    The same kind of the same day is the same flag, whatever runs tell it: it reaches the team once. `case` is
    the one it was told to, or the one whose end answered it; None while no team looks after the person.
    """

    person = models.ForeignKey("records.Person", on_delete=models.CASCADE, related_name="hospital_flags")
    kind = models.CharField(max_length=20, help_text="id of a kind of flags")
    on = models.DateField(help_text="day of the admission, the discharge or the last attendance")
    count = models.PositiveIntegerField(help_text="of what the kind counts: nights, days")
    is_current = models.BooleanField(default=True, help_text="the run shown says so")
    case = models.ForeignKey(
        "teams.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="hospital_flags"
    )
    raised_at = models.DateTimeField(default=timezone.now, help_text="when a run first told it")

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "kind"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "kind", "on"], name="one_flag_a_kind_and_day")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person"], condition=Q(is_current=True, case=None), name="flag_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.on}"

    @property
    def in_words(self) -> str:
        """Return the flag as a reason in plain words."""
        rule = rule_of(FlagKind(self.kind), flag_rules.current())
        return rule.in_words(self.told, is_current=self.is_current)

    @property
    def told(self) -> Flag:
        """Return the flag as the rules of flags know it."""
        return Flag(FlagKind(self.kind), self.on, self.count)

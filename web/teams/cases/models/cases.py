"""Cases and everything that was done on them."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lco.teams.workflow import OPEN, STATES, TRANSITIONS, Act, State, StateRule


class Source(models.TextChoices):
    """How a person came to the team's notice."""

    TIER_LIST = "tier_list", "List by need"
    REFERRAL = "referral", "Referral"
    HOSPITAL_FLAG = "hospital_flag", "Hospital flag"
    JUDGEMENT = "judgement", "Clinical judgement"
    RECORD_FLAG = "record_flag", "Hospital flag (records)"


class Intensity(models.IntegerChoices):
    """How closely a person is looked after: it sets the longest time to the next review."""

    INTENSIVE = 1, "Intensive"
    STEADY = 2, "Steady"


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, narrowed in words."""

    def open(self) -> CaseQuerySet:
        """Keep the cases somebody still has to act on."""
        return self.filter(closed_at__isnull=True)


class Case(models.Model):
    """One time a person is looked after by a team. A person has at most one open case in the place.

    `version` grows by one with every write: who saves beside an older one is told.
    """

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=20, choices=[(each.value, STATES[each].title) for each in State])
    state_since = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=20, choices=Source.choices)
    intensity = models.SmallIntegerField(choices=Intensity.choices, default=Intensity.STEADY)
    lead_professional = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="cases_led"
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases_coordinated",
    )
    review_on = models.DateField(null=True, blank=True)
    triage_by = models.DateField(null=True, blank=True, help_text="sooner than the standard asks")
    tier = models.CharField(max_length=6, blank=True, help_text="in the list when the person was found")
    came_back_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="came_back_as"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True, help_text="what was written when the person was found")
    key = models.UUIDField(unique=True, null=True, help_text="of the form it came from: it counts once")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="one_open_case_a_person"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, state__in=sorted(OPEN))
                | Q(closed_at__gte=F("opened_at")) & ~Q(state__in=sorted(OPEN)),
                name="case_is_closed_in_a_last_state",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "state", "state_since"], name="case_by_team_and_state"),
            models.Index(fields=["coordinator", "review_on"], name="case_by_coordinator"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}, {self.get_state_display()}"

    @property
    def rule(self) -> StateRule:
        """Return the rule of the state the case is in."""
        return STATES[State(self.state)]

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to act."""
        return self.closed_at is None


class CaseEvent(models.Model):
    """One act on a case. Rows are added and never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=20, choices=[(each.value, TRANSITIONS[each].title) for each in Act])
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40, blank=True, help_text="code of the list of reasons")
    note = models.TextField(blank=True, help_text="in the team's own words")
    detail = models.TextField(blank=True, help_text="what else was set by the act, in words")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "-id"], name="case_event_latest"),
            models.Index(fields=["act", "at"], name="case_event_by_act"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="case_event_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{TRANSITIONS[Act(self.act)].past} on {self.at:%Y-%m-%d}"

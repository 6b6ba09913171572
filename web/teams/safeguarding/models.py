"""Concerns, what was decided on them, the steps agreed, and everything that was done."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lco.teams.governance import Sensitivity
from lco.teams.safeguarding import OPEN, STAGES, TITLES, Outcome, Stage, rules

_NEVER_CHANGED = pgtrigger.Update | pgtrigger.Delete
_USER = settings.AUTH_USER_MODEL


class WordsOf(models.TextChoices):
    """Whose words a concern is told in."""

    PERSON = "person", "The person's own words"
    RAISER = "raiser", "What I saw or heard myself"
    OTHER = "other", "What somebody else told me"


class Says(models.TextChoices):
    """Whether the person knows that a concern is raised, and what they say to it."""

    AGREES = "agrees", "The person knows and agrees"
    OBJECTS = "objects", "The person knows and does not agree"
    NOT_ASKED = "not_asked", "The person was not asked"


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Concerns, narrowed in words."""

    def open(self) -> ConcernQuerySet:
        """Keep the concerns that were not closed."""
        return self.filter(closed_at__isnull=True)


class Concern(models.Model):
    """A concern that an adult is, or may be, abused or neglected. What was told is never rewritten.

    `named` need to know it beside the lead of `team` and those who decide there; `kept_from` never see it,
    whatever their post: it may be about them. `version` grows by one with every write.
    """

    sensitivity = Sensitivity.CONCERN.value

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="concerns")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="concerns")
    is_in_danger = models.BooleanField(help_text="somebody was in danger when it was raised")
    told = models.TextField(help_text="what was seen or said")
    words_of = models.CharField(max_length=6, choices=WordsOf.choices)
    told_by = models.CharField(max_length=200, blank=True, help_text="who told it, when not who raised it")
    made_safe = models.TextField(blank=True, help_text="what was done to make the person safe")
    wishes = models.TextField(blank=True, help_text="what the person wants to happen, in their words")
    says = models.CharField(max_length=9, choices=Says.choices)
    why_without = models.TextField(blank=True, help_text="why it is raised unasked, or without agreement")
    named = models.ManyToManyField(_USER, blank=True, related_name="+")
    kept_from = models.ManyToManyField(_USER, blank=True, related_name="+")
    stage = models.CharField(
        max_length=11,
        choices=[(each.value, STAGES[each].title) for each in Stage],
        default=Stage.RAISED.value,
    )
    decide_by = models.DateField()
    raised_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    ending = models.CharField(max_length=20, blank=True, help_text="code of the list of endings")
    wishes_met = models.CharField(max_length=20, blank=True, help_text="code of the list of wishes")
    closing_note = models.TextField(blank=True, help_text="what came of it")
    closed_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "safeguarding concerns"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, ending="", stage__in=sorted(OPEN))
                | Q(closed_at__isnull=False, stage=Stage.CLOSED.value) & ~Q(ending=""),
                name="concern_is_closed_with_an_ending",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="concern_of_person"),
            models.Index(fields=["team", "stage", "decide_by"], name="concern_by_team"),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to act."""
        return self.closed_at is None

    @property
    def ending_in_words(self) -> str:
        """Return what came of it."""
        return next((each.words for each in rules().endings if each.code == self.ending), self.ending)

    @property
    def wishes_met_in_words(self) -> str:
        """Return whether the person got what they wanted."""
        return dict(rules().wishes).get(self.wishes_met, self.wishes_met)


class ConcernDecision(models.Model):
    """What was decided on the three legs, with the reason of each. Rows are added and never changed."""

    sensitivity = Sensitivity.CONCERN.value

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="decisions")
    legs = models.JSONField(help_text="of each leg its id, title, answer (null: not known) and reason")
    outcome = models.CharField(max_length=9, choices=[(each.value, TITLES[each]) for each in Outcome])
    in_words = models.TextField()
    source = models.TextField(help_text="the law the legs were taken from")
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="concern_decision_is_append_only", operation=_NEVER_CHANGED)
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} on concern {self.concern_id}"


class ConcernStep(models.Model):
    """A step agreed for a concern. How far it is stands on its task, whose own title gives nothing away."""

    sensitivity = Sensitivity.CONCERN.value

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    title = models.CharField(max_length=300)
    task = models.OneToOneField("teams.Task", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"step {self.pk} of concern {self.concern_id}"


class ConcernAct(models.TextChoices):
    """What was done on a concern."""

    RAISED = "raised", "Raised"
    DECIDED = "decided", "Decided"
    STEP = "step", "Agreed a step"
    NAMED = "named", "Named who needs to know"
    MOVED = "moved", "Moved with the person to another team"
    CLOSED = "closed", "Closed"


class ConcernEvent(models.Model):
    """One act on a concern. Rows are added and never changed."""

    sensitivity = Sensitivity.CONCERN.value

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=8, choices=ConcernAct.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="concern_event_is_append_only", operation=_NEVER_CHANGED)
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} on {self.at:%Y-%m-%d}"

"""Tasks: everything somebody has promised to do, wherever it was decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Kind(models.TextChoices):
    """What is to be done."""

    ACTION = "action", "Action"
    VISIT = "visit", "Visit"
    REVIEW = "review", "Review"
    CALL = "call", "Telephone call"
    FOLLOW_UP = "follow_up", "Follow-up"


class Status(models.TextChoices):
    """How far a task is."""

    OPEN = "open", "To do"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Not needed"


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks, narrowed in words."""

    def open(self) -> TaskQuerySet:
        """Keep what is still to be done."""
        return self.filter(status=Status.OPEN)


class Task(models.Model):
    """One thing to be done, by somebody, by a day. Plans, meetings and cases all make tasks of this kind.

    `came_from` and `came_from_id` say where it was decided: ``plan``, ``meeting``, ``case``, ``assessment``
    or ``self`` and the key there.
    """

    person = models.ForeignKey(
        "records.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    case = models.ForeignKey(
        "teams.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ACTION)
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    due_on = models.DateField()
    starts_at = models.DateTimeField(null=True, blank=True, help_text="of a visit")
    ends_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    outcome = models.TextField(blank=True, help_text="what came of it")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    came_from = models.CharField(max_length=20, default="self")
    came_from_id = models.CharField(max_length=40, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status="open", done_at__isnull=True)
                | ~Q(status="open") & Q(done_at__isnull=False),
                name="task_is_done_at_a_time",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "status", "due_on"], name="task_by_owner"),
            models.Index(fields=["team", "status", "due_on"], name="task_by_team"),
            models.Index(fields=["person", "status"], name="task_by_person"),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}, due {self.due_on}"

"""Tasks: everything somebody has promised to do, wherever it was decided."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
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


WHERE_DECIDED = {
    "plan": "The care plan",
    "meeting": "A meeting of the team",
    "case": "Case management",
    "assessment": "An assessment",
    "safeguarding": "A safeguarding concern",
}
# Tasks that come from here are for few eyes: no list, count or queue holds them unless it asks for them.
NEED_TO_KNOW = "safeguarding"


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks, narrowed in words."""

    def open(self) -> TaskQuerySet:
        """Keep what is still to be done."""
        return self.filter(status=Status.OPEN)


class OrdinaryTasks(models.Manager.from_queryset(TaskQuerySet)):  # type: ignore[misc]
    """Tasks that everybody in the team may see."""

    def get_queryset(self) -> TaskQuerySet:
        """Leave out what only those may see who need to know."""
        found: TaskQuerySet = super().get_queryset().exclude(came_from=NEED_TO_KNOW)
        return found


class Task(models.Model):
    """One thing to be done, by somebody, by a day. Plans, meetings and cases all make tasks of this kind.

    `came_from` and `came_from_id` say where it was decided: ``plan``, ``meeting``, ``case``, ``assessment``
    ``safeguarding`` or ``self`` and the key there. `objects` are the tasks a team shares; `every` holds those
    few may know of too, and is read by who has asked whether they may.
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
    started_at = models.DateTimeField(null=True, blank=True, help_text="when somebody began to do it")
    quiet_until = models.DateField(
        null=True, blank=True, help_text="the lead has dealt with it and need not see it before"
    )
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")
    version = models.PositiveIntegerField(default=1)

    objects = OrdinaryTasks()
    every = TaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status="open", done_at__isnull=True)
                | ~Q(status="open") & Q(done_at__isnull=False),
                name="task_is_done_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="visit_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "status", "due_on"], name="task_by_owner"),
            models.Index(fields=["team", "status", "due_on"], name="task_by_team"),
            models.Index(fields=["person", "status"], name="task_by_person"),
            models.Index(fields=["owner", "starts_at"], name="task_by_owner_and_start"),
            models.Index(fields=["came_from", "came_from_id"], name="task_by_where_decided"),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}, due {self.due_on}"

    @property
    def is_open_now(self) -> bool:
        """Say whether it is still to be done."""
        return self.status == Status.OPEN

    @property
    def hours(self) -> str:
        """Return ``10:00 to 10:30`` in London time, for a visit; empty otherwise."""
        if self.starts_at is None or self.ends_at is None:
            return ""
        return f"{timezone.localtime(self.starts_at):%H:%M} to {timezone.localtime(self.ends_at):%H:%M}"

    @property
    def where_decided(self) -> str:
        """Return in words where it was decided."""
        return WHERE_DECIDED.get(self.came_from, "The team's own planning")


class TaskAct(models.TextChoices):
    """What was done with a task besides making and finishing it."""

    STARTED = "started", "Started"
    PUT_BACK = "put_back", "Put back"
    GIVEN = "given", "Given to somebody else"
    MOVED = "moved", "Moved to another day"
    ACKNOWLEDGED = "acknowledged", "Seen by the lead"
    SNOOZED = "snoozed", "Put off by the lead"
    FINISHED = "finished", "Done"
    CANCELLED = "cancelled", "Not needed"
    REOPENED = "reopened", "To be done after all"


class TaskEvent(models.Model):
    """One act on a task. Rows are added and never changed. `key` is that of the form, one for many tasks."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=12, choices=TaskAct.choices)
    note = models.TextField(blank=True, help_text="the reason, in the team's own words")
    from_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    from_day = models.DateField(null=True)
    to_day = models.DateField(null=True, help_text="new day, or until when it is put off")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "key"], name="one_effect_of_a_form_on_a_task")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key"], name="task_event_by_key")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="task_event_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} on {self.at:%Y-%m-%d}"


class Notice(models.Model):
    """A message of the product to one user. `about` holds no data of a person; `person` is whom it is of."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    about = models.CharField(max_length=200)
    person = models.ForeignKey(
        "records.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField(max_length=300, help_text="page of the product, from the first slash")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(help_text="of what it came from: sent twice, it counts once a user")

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["to", "key"], name="one_notice_a_user_and_key")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["to", "-made_at"], condition=Q(read_at__isnull=True), name="notice_unread")
        ]

    def __str__(self) -> str:
        return f"notice {self.pk} of {self.made_at:%Y-%m-%d}"


class Feed(models.Model):
    """A calendar address of one user. The secret itself is shown once and kept only as its SHA-256 digest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="one_open_feed_a_user"
            )
        ]

    def __str__(self) -> str:
        return f"calendar address of user {self.user_id}"

"""Meetings of a team and who takes part."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lco.teams.staff import RoleSet


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Being held"
    CLOSED = "closed", "Closed"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, narrowed in words."""

    def to_come(self) -> MeetingQuerySet:
        """Keep the meetings that are not closed."""
        return self.exclude(state=MeetingState.CLOSED)


class Meeting(models.Model):
    """One meeting of a team. `version` grows with every change of its facts, attendance or agenda."""

    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="meetings")
    planned_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60, help_text="how long it is to last")
    minutes_each = models.PositiveSmallIntegerField(default=6, help_text="time for one person")
    location = models.CharField(max_length=200, blank=True, help_text="a room, for those who come")
    video_link = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=7, choices=MeetingState.choices, default=MeetingState.PLANNED)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings_chaired"
    )
    minute_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings_minuted"
    )
    without_quorum = models.TextField(blank=True, help_text="why it was held although the quorum was not met")
    held_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True, help_text="why it was not held, or left people for next time")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")
    last_key = models.UUIDField(null=True, blank=True, help_text="of the last form that changed it")
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-planned_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="meeting_is_closed_at_a_time",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "planned_at"], name="meeting_by_team")
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk} of {timezone.localtime(self.planned_at):%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Say whether it can still be changed."""
        return self.state != MeetingState.CLOSED


class TeamQuorum(models.Model):
    """The quorum a team set for itself, in place of the standard one."""

    team = models.OneToOneField("teams.Team", on_delete=models.PROTECT, related_name="quorum")
    seats = ArrayField(
        models.CharField(max_length=20, choices=[(each.value, each.title) for each in RoleSet])
    )
    because = models.TextField(help_text="why the team sets its own")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"quorum of team {self.team_id}"


class Presence(models.TextChoices):
    """Whether somebody takes part, and how."""

    ROOM = "room", "In the room"
    REMOTE = "remote", "On the call"
    APOLOGIES = "apologies", "Sent apologies"


class Attendance(models.Model):
    """Somebody named for a meeting: a user of the team, or a guest who has no account and sees nothing."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    guest_name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200)
    role_set = models.CharField(
        max_length=20, blank=True, choices=[(each.value, each.title) for each in RoleSet]
    )
    presence = models.CharField(max_length=9, choices=Presence.choices)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="attends_a_meeting_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) & ~Q(guest_name="") | Q(user__isnull=False, guest_name=""),
                name="attender_is_a_user_or_a_named_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presence} at meeting {self.meeting_id}"

    @property
    def is_there(self) -> bool:
        """Say whether they take part."""
        return self.presence != Presence.APOLOGIES

    @property
    def name(self) -> str:
        """Return who it is."""
        return self.user.name if self.user_id else self.guest_name

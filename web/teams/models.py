"""Teams, who belongs to them from when to when, and what they judge of people's tiers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from lco.population.judgements import REASON_IN_WORDS
from lco.records.tables import JudgementReason
from lco.teams.staff import PROFESSIONS, RoleSet
from web.population.models import Tier
from web.records.models import Person
from web.teams.access import models as access
from web.teams.assessments import models as assessments
from web.teams.assets import models as assets
from web.teams.cases import models as cases
from web.teams.meetings import models as meetings
from web.teams.plans import models as plans
from web.teams.safeguarding import models as safeguarding
from web.teams.staff import models as staff
from web.teams.work import models as work

# Each part of the app keeps its own tables; Django finds them through this module.
PARTS = (access, assessments, assets, cases, meetings, plans, safeguarding, staff, work)


class Level(models.TextChoices):
    """The part of a place a team serves."""

    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
    LOCALITY = "locality", "Locality"
    PLACE = "place", "Whole place"


class TeamRole(models.TextChoices):
    """What a person is in a team."""

    MEMBER = "member", "Member"
    LEAD = "lead", "Lead"


class Team(models.Model):
    """A team that serves one area of a place."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    place = models.SlugField(max_length=60)
    level = models.CharField(max_length=13, choices=Level.choices)
    area = models.CharField(max_length=80, help_text="id in the place pack")

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "level", "area"], name="one_team_an_area")
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, narrowed in words."""

    def current(self, on: date) -> MembershipQuerySet:
        """Keep memberships that hold on the day `on`."""
        return self.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on), starts_on__lte=on)


class Membership(models.Model):
    """A user's time in a team: from `starts_on` up to and without `ends_before`.

    The team's lead directs the work, the user's organisation employs, and `accountable_to`, a named person
    or post, holds professional accountability: three lines, kept apart.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=6, choices=TeamRole.choices, default=TeamRole.MEMBER)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    profession = models.CharField(
        max_length=30, blank=True, choices=[(each.code, each.title) for each in PROFESSIONS.values()]
    )
    role_set = models.CharField(
        max_length=20, blank=True, choices=[(each.value, each.title) for each in RoleSet]
    )
    skills = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    accountable_to = models.CharField(max_length=200, blank=True, help_text="a named person or post")
    version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "team"], condition=Q(ends_before__isnull=True), name="one_open_membership"
            ),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.team} as {self.role}"


class JudgementAct(models.TextChoices):
    """What was done: a tier judged, or the judgement before taken back."""

    JUDGED = "judged", "Judged"
    WITHDRAWN = "withdrawn", "Withdrawn"


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Judgements, narrowed in words."""

    def latest_each(self) -> JudgementQuerySet:
        """Keep the last thing said of each person: a new judgement replaces all before it."""
        newer = Judgement.objects.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer))

    def holding(self, on: date) -> JudgementQuerySet:
        """Keep the judgements that hold on the day `on`: the last of each person, if it has not ended."""
        return self.latest_each().filter(act=JudgementAct.JUDGED, ends_before__gt=on)


class Judgement(models.Model):
    """What a member of a team judged of a person's tier. Rows are added and never changed.

    A judgement holds from `judged_on` up to and without `ends_before`, unless a later one of the person
    replaces it; a withdrawal ends on its own day. `note` is for the team and leaves this table by no way.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judgements")
    act = models.CharField(max_length=9, choices=JudgementAct.choices, default=JudgementAct.JUDGED)
    tier = models.CharField(max_length=6, choices=Tier.choices)
    reason = models.SmallIntegerField(help_text="code of JudgementReason")
    note = models.TextField(blank=True, help_text="in the team's own words; kept here alone")
    judged_on = models.DateField()
    ends_before = models.DateField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    objects = JudgementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_before__gte=F("judged_on")), name="judgement_ends_after_it_starts"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="judgement_latest")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="judgement_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.get_tier_display()} on {self.judged_on}"

    @property
    def reason_in_words(self) -> str:
        """Return the reason chosen of the list."""
        return REASON_IN_WORDS[JudgementReason(self.reason)]

    @property
    def is_withdrawal(self) -> bool:
        """Say whether this takes the judgement before it back."""
        return self.act == JudgementAct.WITHDRAWN

    def holds(self, on: date) -> bool:
        """Say whether this, the last of its person, holds on the day `on`."""
        return not self.is_withdrawal and self.ends_before > on

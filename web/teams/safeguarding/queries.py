"""All reads of concerns, for those who need to know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q

from lco.teams.safeguarding import STAGES, Stage, StageRule, deciders_in_words, endings
from web.teams.access.ended import open_case_team
from web.teams.access.people import Seen
from web.teams.access.sections import Permit
from web.teams.models import Team
from web.teams.queries import members_of, today
from web.teams.safeguarding.models import Concern, ConcernDecision, ConcernEvent, ConcernQuerySet, ConcernStep
from web.teams.safeguarding.sight import deciders, decides, known_here, known_to, sight_of, told_of


@dataclass(frozen=True)
class Shown:
    """A concern as its page shows it, on the ground by which it may be seen.

    `ownerless` are the keys of the steps whose owner does not belong to the team today.
    """

    concern: Concern
    sight: Permit
    rule: StageRule
    decisions: Sequence[ConcernDecision]
    steps: Sequence[ConcernStep]
    events: Sequence[ConcernEvent]
    knows: Sequence[Any]
    may_decide: bool
    has_decider: bool
    ownerless: frozenset[int]

    @property
    def may_close(self) -> bool:
        """Say whether it was decided on, so that it may be closed."""
        return bool(endings(Stage(self.concern.stage)))

    @property
    def deciders(self) -> str:
        """Who decides on a concern, in words."""
        return deciders_in_words()

    @property
    def is_late(self) -> bool:
        """Say whether the first decision is overdue."""
        return self.concern.stage == Stage.RAISED and self.concern.decide_by < today()


def concern_of(user: Any, seen: Seen, number: int) -> tuple[Concern, Permit] | None:
    """Return a concern of the person that `user` may see; None otherwise, whether it is there or not."""
    found = _with_all(Concern.objects.filter(person=seen.pseudonym, pk=number)).first()
    if found is None:
        return None
    sight = sight_of(user, seen, found)
    return (found, sight) if sight.is_shown else None


def concerns_of(user: Any, seen: Seen) -> list[Concern]:
    """Return the concerns of the person that `user` needs to know, the open ones first."""
    found = list(_with_all(known_here(user, seen)).order_by("-pk"))
    may_see = found and sight_of(user, seen, found[0]).is_shown
    return sorted(found, key=lambda each: not each.is_open) if may_see else []


def shown(user: Any, concern: Concern, sight: Permit) -> Shown:
    """Return everything the page of a concern shows."""
    steps = list(concern.steps.select_related("task__owner", "task__done_by"))
    here = set(members_of(concern.team).values_list("user", flat=True))
    return Shown(
        concern=concern,
        sight=sight,
        rule=STAGES[Stage(concern.stage)],
        decisions=list(concern.decisions.select_related("by")),
        steps=steps,
        events=list(concern.events.select_related("by")),
        knows=told_of(concern),
        may_decide=decides(user, concern),
        ownerless=frozenset(each.pk for each in steps if each.task.owner_id not in here),
        has_decider=deciders(concern.team).exclude(user__in=concern.kept_from.all()).exists(),
    )


def concerns_known_to(user: Any, *, state: str = "") -> ConcernQuerySet:
    """Return the concerns `user` needs to know: the open ones, the ``late``, the ``closed`` or ``all``.

    Each carries `next_on`, the day on which its next step is due.
    """
    next_on = Min("steps__task__due_on", filter=Q(steps__task__status="open"))
    found: ConcernQuerySet = known_to(user).select_related("team").annotate(next_on=next_on)
    return found.filter(_narrowed(state))


def every_concern(*, state: str = "") -> ConcernQuerySet:
    """Return every concern as the governance officer oversees it: that it is there, and how far it is."""
    return Concern.objects.select_related("team").filter(_narrowed(state))


def team_of(seen: Seen) -> Team | None:
    """Return the team that looks after the person now: its lead and those who decide there know."""
    return open_case_team(seen.pseudonym) or Team.objects.filter(slug=seen.team).first()


def colleagues(team: Team, *, besides: Any = None) -> list[tuple[str, str]]:
    """Return key and name of those who belong to `team` today, by name."""
    found = members_of(team).filter(user__is_active=True).order_by("user__name")
    return [
        (str(each.user_id), f"{each.user.name}, {each.user.organisation.name}")
        for each in found
        if besides is None or each.user_id != besides.pk
    ]


def _narrowed(state: str) -> Q:
    late = Q(stage=Stage.RAISED.value, decide_by__lt=today())
    kept = {"late": late, "closed": Q(closed_at__isnull=False), "all": Q()}
    return kept.get(state, Q(closed_at__isnull=True))


def _with_all(concerns: ConcernQuerySet) -> ConcernQuerySet:
    found = concerns.select_related("person", "team", "raised_by__organisation", "closed_by")
    return found.prefetch_related("named", "kept_from")


def who_may_do(concern: Concern) -> list[tuple[str, str]]:
    """Return the members of the team who may do a step: all but those the concern is kept from."""
    kept = {str(each.pk) for each in concern.kept_from.all()}
    return [each for each in colleagues(concern.team) if each[0] not in kept]


def who_may_learn(concern: Concern) -> list[tuple[str, str]]:
    """Return the members of the team who do not know of the concern yet and may."""
    known = {str(each.pk) for each in told_of(concern)}
    return [each for each in who_may_do(concern) if each[0] not in known]

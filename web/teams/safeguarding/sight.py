"""Who needs to know a concern: those named on it, the lead of its team, who decides there; nobody else."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lco.teams.governance import Asked, Case, Purpose, Relationship, Requester, Sensitivity, Subject, decide
from lco.teams.safeguarding import rules
from web.teams.access.people import Basis, Seen
from web.teams.access.sections import Permit, kind_of
from web.teams.models import Membership, MembershipQuerySet, Team, TeamRole
from web.teams.queries import members_of, today
from web.teams.safeguarding.models import Concern, ConcernQuerySet, ConcernStep
from web.teams.staff.models import Leadership


def known_to(user: Any) -> ConcernQuerySet:
    """Return the concerns `user` needs to know; whether they see the person is asked at the door."""
    mine = Membership.objects.current(today()).filter(user=user)
    by_post = mine.filter(_leads_or_decides()).values("team")
    named = Concern.named.through.objects.filter(user=user).values("concern")
    kept_from = Concern.kept_from.through.objects.filter(user=user).values("concern")
    knows = Q(team__in=by_post) | Q(pk__in=named, team__in=mine.values("team"))
    return Concern.objects.filter(knows).exclude(pk__in=kept_from)


def known_here(user: Any, seen: Seen) -> ConcernQuerySet:
    """Return the concerns about the person `user` sees that they need to know.

    Whoever raised one sees it as long as they see the person by a relationship, of whatever team they are.
    """
    knows = Q(pk__in=known_to(user).values("pk"))
    if seen.basis is not Basis.BREAK_GLASS:
        knows |= Q(raised_by=user)
    return Concern.objects.filter(knows, person=seen.pseudonym)


def steps_known_to(user: Any) -> QuerySet[Any]:
    """Return the keys of the tasks that came of the concerns `user` needs to know."""
    return ConcernStep.objects.filter(concern__in=known_to(user).values("pk")).values("task")


def sight_of(user: Any, seen: Seen, concern: Concern) -> Permit:
    """Return whether `user`, who sees the person, may know of the concern, and on what legal ground."""
    needs = known_here(user, seen).filter(pk=concern.pk).exists()
    requester = Requester(
        kind_of(user.role), Relationship(seen.basis), user.pk, user.organisation_id, needs_to_know=needs
    )
    asked = Asked(purpose=Purpose.SAFEGUARDING, on=today(), sensitivity=Sensitivity.CONCERN)
    decision = decide(Case(requester, Subject(), asked))
    return Permit(decision.outcome.value, decision.ground)


def decides(user: Any, concern: Concern) -> bool:
    """Say whether `user` decides on the concern: by profession or post, in its team, today."""
    if not user.has_perm("teams.decide_safeguarding"):
        return False
    is_kept = concern.kept_from.filter(pk=user.pk).exists()
    return not is_kept and deciders(concern.team).filter(user=user).exists()


def deciders(team: Team) -> MembershipQuerySet:
    """Return the memberships of those who decide on concerns in `team` today, by profession or by post."""
    return members_of(team).filter(_decides(), user__is_active=True)


def told_of(concern: Concern) -> list[Any]:
    """Return, by name, who knows of the concern: named on it, or leading or deciding in its team."""
    named = Q(user__in=[each.pk for each in concern.named.all()])
    knows = members_of(concern.team).filter(_leads_or_decides() | named, user__is_active=True)
    kept = {each.pk for each in concern.kept_from.all()}
    return [each.user for each in knows.order_by("user__name") if each.user_id not in kept]


def by_post(concern: Concern) -> list[Any]:
    """Return, by name, who leads or decides in the concern's team today and is not kept from it."""
    kept = {each.pk for each in concern.kept_from.all()}
    found = members_of(concern.team).filter(_leads_or_decides(), user__is_active=True)
    return [each.user for each in found.order_by("user__name") if each.user_id not in kept]


def _leads_or_decides() -> Q:
    return Q(role=TeamRole.LEAD) | _decides()


def _decides() -> Q:
    posts = Leadership.objects.on(today()).filter(post__in=rules().posts)
    return Q(profession__in=rules().professions) | Q(pk__in=posts.values("membership"))

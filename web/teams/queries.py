"""All reads of teams, and the one door to persons: `people_seen_by`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Q, QuerySet, Value
from django.utils import timezone

from lco.place.pack import Place
from web.population.models import Listing
from web.population.queries import practices
from web.records.models import PublishedRun
from web.teams.models import Level, Membership, MembershipQuerySet, Team, TeamRole
from web.ui.place import identifier

# The greatest pseudonym: 63 bits. A greater number in an address is nobody.
_GREATEST = 2**63 - 1


def today() -> date:
    """Return the civil day in the place's time zone."""
    return timezone.localdate()


def teams_of(user: Any, *, on: date | None = None) -> QuerySet[Team]:
    """Return the teams `user` belongs to on the day `on` (today when not given)."""
    current = Membership.objects.current(on or today()).filter(user=user)
    return Team.objects.filter(pk__in=current.values("team"))


def neighbourhood_teams_of(user: Any, *, on: date | None = None) -> QuerySet[Team]:
    """Return the teams of `user` that look after people: those of a neighbourhood."""
    return teams_of(user, on=on).filter(level=Level.NEIGHBOURHOOD)


def current_publication() -> PublishedRun | None:
    """Return the run whose people are loaded, or None before the first."""
    return PublishedRun.objects.filter(is_current=True).first()


def people_of(*teams: Team) -> QuerySet[Listing]:
    """Return the people of the current run whom `teams` look after.

    A locality or place team looks after none: it works with figures.
    """
    run = current_publication()
    if run is None:
        return Listing.objects.none()
    areas = [
        team.area
        for team in teams
        if team.level == Level.NEIGHBOURHOOD and team.place == run.place and team.area
    ]
    # Areas are values, not a subquery: the planner then reads the index of the neighbourhood alone.
    return Listing.objects.filter(run_id=run.pk, neighbourhood__in=areas)


def people_seen_by(user: Any, *, on: date | None = None) -> QuerySet[Listing]:
    """Return the people of the current run whom `user` may see: those of the user's neighbourhood teams.

    Nothing else opens a person: neither a role, nor a locality, nor an administrator's account.
    """
    return people_of(*neighbourhood_teams_of(user, on=on))


def person_seen_by(user: Any, pseudonym: int) -> Listing | None:
    """Return the person if `user` may see them; None otherwise, whether they exist or not."""
    if not 0 <= pseudonym <= _GREATEST:
        return None
    return people_seen_by(user).filter(person=pseudonym).select_related("person", "run").first()


def teams_looking_after(listing: Listing) -> list[Team]:
    """Return the neighbourhood teams that look after the person."""
    return list(
        Team.objects.filter(level=Level.NEIGHBOURHOOD, area=listing.neighbourhood, place=listing.run.place)
    )


def practice_choices(teams: Sequence[Team], place: Place) -> list[tuple[str, str]]:
    """Return code and name of the practices of the teams' people, by name; one the pack lacks by its code."""
    run = current_publication()
    if run is None:
        return []
    names = {practice.code: practice.name for practice in place.practices}
    codes = _practice_codes(run.pk, tuple(teams))
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda practice: practice[1])


@lru_cache(maxsize=64)
def _practice_codes(run: str, teams: tuple[Team, ...]) -> Sequence[str]:
    # The list of a run never changes: its practices are counted once, not at every page.
    return practices(people_of(*teams))


def practice_name(code: str, place: Place) -> str:
    """Return the name of a practice, or its code when the pack does not know it."""
    return next((practice.name for practice in place.practices if practice.code == code), code)


def members_of(team: Team, *, on: date | None = None) -> MembershipQuerySet:
    """Return the current memberships of `team` with their users, leads first."""
    current = Membership.objects.current(on or today()).filter(team=team)
    return current.select_related("user__organisation")


def is_lead_of(user: Any, team: Team) -> bool:
    """Say whether `user` leads `team` today."""
    return members_of(team).filter(user=user, role=TeamRole.LEAD).exists()


def names_of_colleagues(user: Any) -> list[str]:
    """Return the names of those who belong to a team of `user` today, without `user`."""
    now = Membership.objects.current(today())
    beside = now.filter(team__in=now.filter(user=user).values("team")).exclude(user=user)
    return list(beside.values_list("user__name", flat=True).distinct().order_by("user__name"))


def leads_a_team(user: Any) -> bool:
    """Say whether `user` leads any team of the place today."""
    lead = Membership.objects.current(today()).filter(user=user, role=TeamRole.LEAD)
    return lead.filter(team__place=identifier()).exists()


def with_member_counts(teams: QuerySet[Team]) -> QuerySet[Team]:
    """Return `teams` with `members`, how many belong to them today, and `led_by`, who leads them."""
    day = today()
    current = Q(memberships__starts_on__lte=day) & (
        Q(memberships__ends_before__isnull=True) | Q(memberships__ends_before__gt=day)
    )
    leads, name = current & Q(memberships__role=TeamRole.LEAD), "memberships__user__name"
    return teams.annotate(
        members=Count("memberships", filter=current),
        led_by=StringAgg(name, ", ", filter=leads, default=Value(""), order_by=name),
    )


def all_teams() -> QuerySet[Team]:
    """Return every team of the place."""
    return Team.objects.all()


def user_to_join(email: str) -> Any:
    """Return who signs in with `email`, or None."""
    return get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()

"""Writes of teams and of who belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from lco.place.pack import Place
from web.accounts.actions import end_sessions
from web.audit.actions import record_write
from web.teams.models import Level, Membership, Team, TeamRole
from web.teams.queries import today
from web.teams.staff.ending import end_with


class MembershipRefused(ValueError):
    """A membership that cannot be; the message says why and what to do."""


@transaction.atomic
def set_up_teams(*, by: Any, place: Place) -> list[Team]:
    """Make the teams of `place`: one per neighbourhood and locality and one for the whole; return them all.

    Teams that are there keep their members; a name that changed in the pack changes here.
    """
    made = []
    for level, area, name in _areas(place):
        team, is_new = Team.objects.update_or_create(
            place=place.id,
            level=level,
            area=area,
            defaults={"name": name, "slug": _slug(place, level, area)},
        )
        if is_new:
            record_write(by=by, kind="team", id=team.slug, detail="set up")
        made.append(team)
    return made


@transaction.atomic
def join(
    *, by: Any, user: Any, team: Team, role: str = TeamRole.MEMBER, starts_on: date | None = None
) -> Membership:
    """Let `user` join `team` from `starts_on` (today when not given).

    Raises:
        MembershipRefused: when the user is in the team already, or will be by then, or may not sign in.
    """
    if user is None or not user.is_active:
        raise MembershipRefused("Nobody signs in with this address: ask the administrator to add them first.")
    _refuse_overlap(user, team, starts_on or today())
    try:
        # The database holds one open membership a user and team, also when two ask at once.
        with transaction.atomic():
            membership = Membership.objects.create(
                user=user, team=team, role=role, starts_on=starts_on or today()
            )
    except IntegrityError as error:
        raise MembershipRefused(
            f"{user} is in {team} already: end that membership first to change the role."
        ) from error
    record_write(by=by, kind="team", id=team.slug, detail=f"user {user.pk} joined as {role}")
    return membership


@transaction.atomic
def leave(*, by: Any, membership: Membership, ends_before: date | None = None) -> Membership:
    """End `membership`: from `ends_before` on (today when not given) the user sees none of the team's people.

    With it end the posts of leadership held through it, cover given and taken, and memberships of the same
    team that were still to come. When it ends today, the user is signed out everywhere at once. What is
    left with the user's name stands on the team's page until the lead has given it to somebody.

    Raises:
        MembershipRefused: when it has ended already or would end before it began.
    """
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    last = ends_before or today()
    if held.ends_before is not None and held.ends_before <= last:
        raise MembershipRefused(f"This membership ended on {held.ends_before}: nothing was changed.")
    if last < held.starts_on:
        raise MembershipRefused(
            f"This membership begins on {held.starts_on} and cannot end before: choose a later day."
        )
    held.ends_before = last
    held.save(update_fields=["ends_before"])
    record_write(by=by, kind="team", id=held.team.slug, detail=f"user {held.user_id} left")
    end_with(held)
    if last <= today():
        end_sessions(by=by, user=held.user)
    return held


@transaction.atomic
def seed_demo_teams(*, by: Any, place: Place, users: Iterable[Any]) -> list[Membership]:
    """Make the teams of `place` and put each of `users` whose work is with people into one.

    Team leads and team members are dealt round the neighbourhoods in the order given, leads and members
    apart, so that the first lead and the first member share a team. Others join none: they see figures.
    Doing it again changes nothing.
    """
    teams = [team for team in set_up_teams(by=by, place=place) if team.level == Level.NEIGHBOURHOOD]
    if not teams:
        return []
    everybody = list(users)
    dealt = [
        *_dealt([user for user in everybody if user.role == "team_lead"], teams, TeamRole.LEAD),
        *_dealt([user for user in everybody if user.role == "team_member"], teams, TeamRole.MEMBER),
    ]
    there = {(each.user_id, each.team_id): each for each in Membership.objects.filter(ends_before=None)}
    return [
        there.get((user.pk, team.pk)) or join(by=by, user=user, team=team, role=role)
        for user, team, role in dealt
    ]


def _refuse_overlap(user: Any, team: Team, starts_on: date) -> None:
    there = Membership.objects.filter(user=user, team=team, ends_before__gt=max(starts_on, today())).first()
    if there is not None and there.ends_before is not None and there.ends_before > there.starts_on:
        raise MembershipRefused(
            f"{user} is in {team} already, until before {there.ends_before}: let the new one start then."
        )


def _dealt(users: Sequence[Any], teams: Sequence[Team], role: TeamRole) -> list[tuple[Any, Team, TeamRole]]:
    return [(user, teams[number % len(teams)], role) for number, user in enumerate(users)]


def _slug(place: Place, level: Level, area: str) -> str:
    parts = {
        Level.NEIGHBOURHOOD: [place.id, area],
        Level.LOCALITY: [place.id, "locality", area],
        Level.PLACE: [place.id],
    }
    return "-".join(parts[level]).replace("_", "-")


def _areas(place: Place) -> list[tuple[Level, str, str]]:
    neighbourhoods = [(Level.NEIGHBOURHOOD, area.id, area.name) for area in place.neighbourhoods]
    localities = [(Level.LOCALITY, area.id, area.name) for area in place.localities]
    return [*neighbourhoods, *localities, (Level.PLACE, place.id, place.name)]

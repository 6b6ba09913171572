"""Colleagues of a demonstration: members of the teams who do not sign in, and when they work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.contrib.auth.hashers import make_password

from web.accounts.actions import add_organisation
from web.accounts.models import User
from web.accounts.roles import Role
from web.audit.actions import record_write
from web.teams.actions import join
from web.teams.models import Membership, Team, TeamRole
from web.teams.queries import today
from web.teams.staff.actions import Description, Hours, appoint_leader, describe_member

_FIRST = (
    *("Aisha", "Daniel", "Shanice", "Kwame", "Louise", "Omar", "Priya", "Sean"),
    *("Yetunde", "Marek", "Nadia", "Callum", "Ifeoma", "Hannah", "Tariq", "Bronagh"),
)
_LAST = (
    *("Rahman", "Whitworth", "Campbell", "Boateng", "Kershaw", "Farah", "Nair", "Gallagher"),
    *("Adebayo", "Wojcik", "Aziz", "Barlow", "Eze", "Ashworth", "Mahmood", "Quinn"),
)

# profession, organisation, post of the shared leadership or none
_SEATS = (
    ("gp", "Neighbourhood Practices", "primary_care"),
    ("social_worker", "City Council, Adult Social Care", "social_care"),
    ("mental_health_nurse", "Mental Health Trust", "mental_health"),
    ("link_worker", "Voluntary Sector Alliance", "community"),
    ("pharmacist", "Neighbourhood Practices", ""),
)
_OF_THOSE_WHO_SIGN_IN = {Role.TEAM_LEAD: "community_matron", Role.TEAM_MEMBER: "district_nurse"}
_WEEK = tuple(Hours(day, time(8, 30), time(16, 30)) for day in range(5))


@dataclass(frozen=True)
class Crew:
    """Who does the made-up work of a team, since when: its lead, a nurse, and colleagues by profession."""

    team: Team
    lead: Any
    nurse: Any
    colleagues: dict[str, Any]
    since: date

    @property
    def everybody(self) -> list[Any]:
        """Everybody of the crew, the lead first."""
        return [self.lead, self.nurse, *self.colleagues.values()]


def crew_of(team: Team, number: int) -> Crew:
    """Return the crew of `team`; whoever is missing is made up and joins."""
    members = list(Membership.objects.filter(team=team, ends_before=None).select_related("user"))
    lead = _first(members, TeamRole.LEAD) or _made(team, number, 0, "community_matron", TeamRole.LEAD)
    nurse = _first(members, TeamRole.MEMBER) or _made(team, number, 1, "district_nurse", TeamRole.MEMBER)
    is_signed_in = bool(members)
    colleagues = {
        profession: _made(team, number, place, profession, TeamRole.MEMBER, employer=employer, post=post)
        for place, (profession, employer, post) in enumerate(_SEATS, start=2)
        if is_signed_in
    }
    for member in members:
        _describe(member, _OF_THOSE_WHO_SIGN_IN[Role(member.user.role)])
    return Crew(team, lead, nurse, colleagues, max([each.starts_on for each in members], default=today()))


def _first(members: Sequence[Membership], role: str) -> Any:
    return next((each.user for each in members if each.role == role), None)


def _made(
    team: Team,
    number: int,
    place: int,
    profession: str,
    role: str,
    *,
    employer: str = "Community Health Trust",
    post: str = "",
) -> Any:
    name = f"{_FIRST[(number * 7 + place * 3) % len(_FIRST)]} {_LAST[(number * 5 + place) % len(_LAST)]}"
    email = f"{name.lower().replace(' ', '.')}.{number}@demo.example"
    user = User.objects.filter(email=email).first()
    if user is not None:
        return user
    user = User(
        email=email,
        name=name,
        role=Role.TEAM_LEAD if role == TeamRole.LEAD else Role.TEAM_MEMBER,
        organisation=add_organisation(by=None, name=employer),
        password=make_password(None),
    )
    user.save()
    record_write(by=None, kind="user", id=user.pk, detail="made up for the demonstration, cannot sign in")
    member = join(by=None, user=user, team=team, role=role)
    _describe(member, profession)
    if post:
        appoint_leader(by=None, membership=member, post=post)
    return user


def _describe(member: Membership, profession: str) -> None:
    describe_member(by=None, membership=member, description=Description(profession=profession, hours=_WEEK))

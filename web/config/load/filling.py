"""Fills the database of a measurement and says who may ask for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from lco.place.pack import Place
from web.accounts.actions import add_organisation
from web.accounts.models import User
from web.accounts.roles import Role
from web.config.load.caseloads import make_caseloads, settle
from web.config.load.people import make_people
from web.teams.actions import join, set_up_teams
from web.teams.models import Level, Team
from web.teams.queries import people_of

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Asker:
    """Somebody who is signed in: the cookie of their session, and what they look at."""

    cookie: str
    team: str
    people: tuple[int, ...]
    meeting: int


def fill(place: Place, *, people: int, on_caseloads: int, users: int) -> list[Asker]:
    """Make people, teams, users and caseloads; return the users, signed in."""
    make_people(place, people)
    teams = [team for team in set_up_teams(by=None, place=place) if team.level == Level.NEIGHBOURHOOD]
    organisation = add_organisation(by=None, name="Loaded Trust")
    askers: list[Asker] = []
    for number, team in enumerate(teams):
        count = users // len(teams) + (number < users % len(teams))
        members = [_member(team, f"{number}-{each}", organisation) for each in range(max(count, 2))]
        chosen = _people(team, on_caseloads // len(teams))
        meeting = make_caseloads(team, chosen, members)
        askers += [
            Asker(_cookie(member), team.slug, tuple(chosen[each :: len(members)]), meeting.pk)
            for each, member in enumerate(members[:count])
        ]
    settle()
    return askers


def cookie_name() -> str:
    """Return the name of the cookie that carries a session."""
    return str(settings.SESSION_COOKIE_NAME)


def _people(team: Team, count: int) -> list[int]:
    return list(people_of(team).order_by("rank").values_list("person_id", flat=True)[:count])


def _member(team: Team, name: str, organisation: Any) -> User:
    user = User(
        email=f"{name}@load.example",
        name=f"Loaded {name}",
        role=Role.TEAM_LEAD if name.endswith("-0") else Role.TEAM_MEMBER,
        organisation=organisation,
        password=make_password(None),
    )
    user.save()
    role = "lead" if user.role == Role.TEAM_LEAD else "member"
    join(by=None, user=user, team=team, role=role, starts_on=timezone.localdate() - timedelta(days=300))
    return user


def _cookie(user: User) -> str:
    client = Client()
    client.force_login(user, backend=_BACKEND)
    return client.cookies[cookie_name()].value

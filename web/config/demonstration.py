"""Who signs in to a demonstration: one of each role, and a second team to see that teams are apart.

The work of the teams is made up as well: see `web.teams.demonstration`.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction

from web.accounts.actions import add_organisation, add_user, set_password
from web.accounts.models import User
from web.accounts.queries import users
from web.accounts.roles import Role
from web.teams.actions import seed_demo_judgements, seed_demo_teams
from web.teams.cases.actions import take_in_flags
from web.teams.demonstration import seed_work
from web.teams.models import Membership
from web.ui import place

_DOMAIN = "demo.example"


@dataclass(frozen=True)
class SignIn:
    """A line of the printed sign-ins."""

    role: str
    name: str
    email: str
    team: str


# role, name, organisation: names are made up.
_PEOPLE = (
    (Role.TEAM_LEAD, "Amara Okafor", "Community Health Trust"),
    (Role.TEAM_MEMBER, "Tom Sutcliffe", "Community Health Trust"),
    (Role.TEAM_LEAD, "Bilal Hussain", "City Council, Adult Social Care"),
    (Role.TEAM_MEMBER, "Grace Adeyemi", "City Council, Adult Social Care"),
    (Role.ANALYST, "Wei Chen", "Local Care Organisation"),
    (Role.COMMISSIONER, "Helen Marsh", "Health and Care Commissioning"),
    (Role.FINANCE_LEAD, "Piotr Nowak", "Local Care Organisation"),
    (Role.BOARD_SECRETARY, "Ruth Lloyd", "Local Care Organisation"),
    (Role.PRIVACY_OFFICER, "Samira Khan", "Local Care Organisation"),
    (Role.ADMINISTRATOR, "Joe Duffy", "Local Care Organisation"),
)


@transaction.atomic
def seed(sign_ins: Path) -> tuple[str, list[SignIn]]:
    """Make the demonstration's people, teams and work where they are missing; return the password and who.

    The password is made once and kept in `sign_ins`, readable by its owner alone.
    """
    kept = _kept_password(sign_ins)
    password = kept or f"demo-{secrets.token_hex(3)}-{secrets.token_hex(3)}"
    made = [_person(number, password, is_new=kept is None) for number in range(len(_PEOPLE))]
    memberships: list[Membership] = []
    joining = partial(seed_demo_teams, by=None, place=place.current(), users=made)
    seed_work(by=None, memberships=lambda: memberships.extend(joining()))
    seed_demo_judgements(by=None, users=made)
    # The run was published before there were teams: now its hospital flags have somewhere to go.
    take_in_flags(by=None)
    teams = {membership.user_id: membership.team.name for membership in memberships}
    lines = [SignIn(user.role_title, user.name, user.email, teams.get(user.pk, "")) for user in made]
    _write(sign_ins, password, lines)
    return password, lines


def _person(number: int, password: str, *, is_new: bool) -> User:
    role, name, organisation = _PEOPLE[number]
    email = f"{name.lower().replace(' ', '.')}@{_DOMAIN}"
    user = users().filter(email=email).first()
    if user is None:
        return add_user(
            by=None,
            email=email,
            name=name,
            role=role,
            organisation=add_organisation(by=None, name=organisation),
            password=password,
        )
    if is_new:
        set_password(by=None, user=user, password=password)
    return user


def _kept_password(sign_ins: Path) -> str | None:
    lines = sign_ins.read_text(encoding="utf-8").splitlines() if sign_ins.exists() else []
    return next((line.split()[-1] for line in lines if line.startswith("password")), None)


def _write(sign_ins: Path, password: str, lines: list[SignIn]) -> None:
    text = [f"password for all of them: {password}", ""]
    text += [f"{each.email:32} {each.role:16} {each.name:16} {each.team}".rstrip() for each in lines]
    handle = os.open(sign_ins, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(text) + "\n")

"""Who may do what with which team: the role on one side, membership on the other."""

from __future__ import annotations

from typing import Any

import rules
from django.db.models import QuerySet

from web.accounts.roles import Role
from web.teams.models import Team
from web.teams.queries import all_teams, is_lead_of, leads_a_team, teams_of

_SEES_EVERY_TEAM = frozenset({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})
# What is kept for all teams of the place by those who lead one of them today, beside its officers.
KEPT_BY_LEADS = ("teams.keep_directory", "teams.keep_assessors", "teams.keep_questionnaires")


@rules.predicate
def leads_today_or_is_officer(user: Any) -> bool:
    """Say whether a team lead leads a team of the place today; other roles hold theirs by role alone."""
    return bool(user.role != Role.TEAM_LEAD or leads_a_team(user))


def register() -> None:
    """Let the rights of leads follow from what they lead now, wherever they are asked for."""
    for permission in KEPT_BY_LEADS:
        rules.set_perm(permission, rules.permissions.permissions[permission] & leads_today_or_is_officer)


def teams_seen_by(user: Any) -> QuerySet[Team]:
    """Return the teams whose members `user` may see."""
    return all_teams() if user.role in _SEES_EVERY_TEAM else teams_of(user)


def may_see_members(user: Any, team: Team) -> bool:
    """Say whether `user` may see who belongs to `team`: its members, administrators, privacy officers."""
    if not user.has_perm("teams.see_members"):
        return False
    return teams_seen_by(user).filter(pk=team.pk).exists()


def may_let_go(user: Any) -> bool:
    """Say whether `user` may close the account of somebody who leaves for good: an administrator."""
    return bool(user.has_perm("teams.change_members") and user.role == Role.ADMINISTRATOR)


def may_change_members(user: Any, team: Team) -> bool:
    """Say whether `user` may let people join and leave `team`: its own lead, or an administrator."""
    if not user.has_perm("teams.change_members"):
        return False
    return user.role == Role.ADMINISTRATOR or is_lead_of(user, team)

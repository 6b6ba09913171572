"""A team at a glance: who directs it, who shares in leading it, who is away, what nobody has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from web.teams.models import Membership, Team, TeamRole
from web.teams.queries import members_of, today
from web.teams.staff.models import Absence, Leadership
from web.teams.staff.queries import left_in, standing_covers
from web.ui.navigation import TabLink, tabs_for
from web.ui.words import phrase


@dataclass(frozen=True)
class TeamNow:
    """What a team is today. `left`: how many who left still have work here; None for who is not its lead."""

    directs: str
    posts: Sequence[tuple[str, str]]
    away: Sequence[Absence]
    left: int | None


def members_in_list(team: Team) -> QuerySet[Membership]:
    """Return the members of `team` today with their team and their working days."""
    return members_of(team).select_related("user__organisation", "team").prefetch_related("working_days")


def team_now(team: Team, *, is_lead: bool) -> TeamNow:
    """Return `team` at a glance; the number of queries does not grow with its members."""
    here = members_of(team)
    leads = here.filter(role=TeamRole.LEAD).order_by("user__name").values_list("user__name", flat=True)
    return TeamNow(
        directs=phrase(list(leads)) or "Nobody leads this team today",
        posts=_posts(team),
        away=_away(team),
        left=len(left_in(team)) if is_lead else None,
    )


def team_tabs(user: Any, team: Team) -> list[TabLink]:
    """Return the pages about `team` this user may open."""
    from web.teams.navigation import TEAM_TABS

    return tabs_for(user, TEAM_TABS, team.slug)


def _posts(team: Team) -> list[tuple[str, str]]:
    """Return each post of shared leadership held today with the names of all who hold it."""
    held: dict[str, list[str]] = {}
    found = Leadership.objects.on(today()).filter(membership__in=members_of(team))
    for each in found.select_related("membership__user").order_by("post", "starts_on", "pk"):
        held.setdefault(each.get_post_display(), []).append(each.membership.user.name)
    return [(post, phrase(names)) for post, names in held.items()]


def _away(team: Team) -> list[Absence]:
    found = Absence.objects.on(today()).filter(membership__in=members_of(team))
    return list(found.select_related("membership__user").prefetch_related(standing_covers()))

"""Renders pages about one person and about one team inside their shells."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.teams.access.people import Seen
from web.teams.models import Team
from web.ui.navigation import tabs_for


def person_page(
    request: HttpRequest, seen: Seen, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render `template`, which extends ``teams/person_page.jinja``, about the person `seen`."""
    return render(request, template, {**shell_of(request, seen), **context}, status=status)


def shell_of(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    """Return what ``teams/person_page.jinja`` needs of the person `seen`."""
    from web.teams.navigation import PERSON_TABS

    return {
        "seen": seen,
        "person": seen.person,
        "listing": seen.listing,
        "person_tabs": tabs_for(request.user, PERSON_TABS, seen.pseudonym),
    }


def team_page(
    request: HttpRequest, team: Team, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render `template`, which extends ``teams/team_page.jinja``, about `team`."""
    from web.teams.navigation import TEAM_TABS

    shell = {"team": team, "team_tabs": tabs_for(request.user, TEAM_TABS, team.slug)}
    return render(request, template, {**shell, **context}, status=status)

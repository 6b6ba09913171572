"""What the shell of a team's page needs, for lists that may also be taken away as files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from web.teams.models import Team
from web.ui.navigation import tabs_for


def team_shell(request: HttpRequest, team: Team) -> dict[str, Any]:
    """Return the team and the row of links to its pages."""
    from web.teams.navigation import TEAM_TABS

    return {"team": team, "team_tabs": tabs_for(request.user, TEAM_TABS, team.slug)}

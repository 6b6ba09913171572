"""The page of a team's measures."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.measures import queries
from web.teams.measures.tables import MEASURES
from web.teams.staff.overview import team_tabs
from web.ui import place, tables

PERMISSION = "teams.see_measures"


@requires(PERMISSION)
@require_GET
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how a team's own work went in the twelve months to yesterday."""
    team = queries.team_measured(slug, place.current().id)
    if team is None:
        raise PermissionDenied("no team with people of its own")
    is_member, period = queries.is_of(request.user, team), queries.period_now()
    rows = queries.measured(team, period=period, is_member=is_member)
    context = {
        "team": team,
        "team_tabs": team_tabs(request.user, team) if is_member else [],
        "period": period,
        "is_member": is_member,
        "is_empty": not any(row.counts[1] for row in rows),
    }
    listing = tables.listing(request, rows, MEASURES)
    return page_or_file(request, "teams/measures/team.jinja", context, listing=listing, permission=PERMISSION)

"""The room of a team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from web.audit.exports import page_or_file
from web.teams.access.guard import of_team
from web.teams.models import Team
from web.teams.staff.capacity import room_of, teams_within
from web.teams.staff.overview import team_tabs
from web.teams.staff.tables import WEEKS
from web.ui import place, tables


@of_team("teams.see_work")
@require_GET
def team_capacity(request: HttpRequest, team: Team) -> HttpResponse:
    """Show the room of a team week by week against its caseload, and the load of each member."""
    pack = place.current()
    room = room_of(team, pack)
    listing = tables.listing(request, room.weeks, WEEKS)
    context = {
        "team": team,
        "team_tabs": team_tabs(request.user, team),
        "room": room,
        "within": teams_within(team, pack),
    }
    return page_or_file(
        request, "teams/staff/capacity.jinja", context, listing=listing, permission="teams.see_work"
    )

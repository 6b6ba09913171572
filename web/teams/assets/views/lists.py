"""The connections of a team with what came of them, and what was asked for and not there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lco.teams.connections import OUTCOMES, STAGES
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.access.sections import care_of
from web.teams.assets import people
from web.teams.assets.area import area
from web.teams.assets.forms import ConnectionsFilter
from web.teams.assets.person_tables import CONNECTIONS, WANTINGS
from web.ui import tables

CONNECTS = "teams.connect_people"
EXPORTS = "teams.export_people"


@requires(CONNECTS)
@require_GET
def connections(request: HttpRequest) -> HttpResponse:
    """List who of the user's people was connected to what, and what came of it."""
    form = ConnectionsFilter(request.GET)
    found = people.in_state(people.connections_seen_by(request.user), form.chosen())
    listing = tables.listing(request, found, CONNECTIONS, filters=form)
    counts = people.counts_of(found)
    context = {
        "filters": form,
        "stages": [(words, counts["stage"].get(each.value, 0)) for each, words in STAGES.items()],
        "outcomes": [(words, counts["outcome"].get(each.value, 0)) for each, words in OUTCOMES.items()],
    }
    return page_or_file(
        request,
        "teams/assets/connections.jinja",
        context,
        listing=listing,
        permission=EXPORTS,
        **care_of(),
    )


@requires(CONNECTS)
@require_GET
def wantings(request: HttpRequest) -> HttpResponse:
    """List what was looked for and not there, for the people of the user's teams."""
    found = people.wantings_seen_by(request.user)
    listing = tables.listing(request, found, WANTINGS)
    most = [(area().needs.get(code, code), many) for code, many in people.wanted_most(found)]
    return page_or_file(
        request, "teams/assets/wantings.jinja", {"most": most}, listing=listing, permission=EXPORTS
    )

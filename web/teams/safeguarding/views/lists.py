"""The concerns one needs to know, and the register of the governance officer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.safeguarding import actions, queries
from web.teams.safeguarding.forms import ConcernsFilter
from web.teams.safeguarding.tables import CONCERNS, OVERSEEN
from web.ui import tables


@requires("teams.raise_safeguarding")
@require_GET
def concerns(request: HttpRequest) -> HttpResponse:
    """List the concerns the viewer needs to know, the next to be decided first."""
    filters = ConcernsFilter(request.GET)
    actions.note_list(by=request.user)
    found = queries.concerns_known_to(request.user, state=filters.chosen().get("state", ""))
    listing = tables.listing(request, found, CONCERNS, filters=filters)
    context = {"filters": filters}
    return page_or_file(
        request, "teams/safeguarding/list.jinja", context, listing=listing, permission="teams.export_people"
    )


@requires("teams.oversee_safeguarding")
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """List every concern as the governance officer oversees it: without its words."""
    filters = ConcernsFilter(request.GET)
    actions.note_register(by=request.user)
    found = queries.every_concern(state=filters.chosen().get("state", ""))
    listing = tables.listing(request, found, OVERSEEN, filters=filters)
    context = {"filters": filters}
    return page_or_file(
        request,
        "teams/safeguarding/register.jinja",
        context,
        listing=listing,
        permission="teams.oversee_safeguarding",
    )

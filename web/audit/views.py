"""The audit trail page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from web.accounts.access import requires
from web.audit import queries, seals
from web.audit.exports import page_or_file
from web.audit.forms import TrailFilter
from web.audit.tables import TRAIL
from web.ui import tables


@requires("audit.see_trail")
def trail(request: HttpRequest) -> HttpResponse:
    """List who looked at whom and who did what, filtered by the address."""
    filters = TrailFilter(request.GET)
    listing = tables.listing(request, queries.entries(**filters.chosen()), TRAIL, filters=filters)
    context = {"filters": filters, "head": seals.head(), "tail": seals.recent_tail()}
    return page_or_file(
        request, "audit/trail.jinja", context, listing=listing, permission="audit.export_trail"
    )

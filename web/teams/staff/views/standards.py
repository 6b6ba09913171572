"""The numbers the teams of the place work to, and who has to be there for a meeting to decide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lco.teams.standards import in_force
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.cases import standards
from web.teams.staff.standards import STANDARDS, StandardsFilter, narrowed
from web.ui import tables

SEES = "teams.see_standards"


@requires(SEES)
@require_GET
def team_standards(request: HttpRequest) -> HttpResponse:
    """Show every standard in force, its source, and whether the place set its own."""
    rows, form = in_force(standards.current()), StandardsFilter(request.GET)
    listing = tables.listing(request, narrowed(rows, form.chosen()), STANDARDS, filters=form)
    context = {
        "filters": form,
        "everything": len(rows),
        "own": sum(row.own is not None for row in rows),
        "to_check": sum(row.is_to_check for row in rows),
        "quorum": standards.quorum(),
    }
    return page_or_file(request, "teams/staff/standards.jinja", context, listing=listing, permission=SEES)

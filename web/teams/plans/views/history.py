"""Every version of a plan: their list, one of them, and two side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from web.audit.exports import page_or_file
from web.audit.models import Purpose
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import queries
from web.teams.plans.changes import MARKS, changes_between
from web.teams.plans.forms.comparing import CompareForm, VersionsFilter
from web.teams.plans.reading import parts_of
from web.teams.plans.tables import versions_table
from web.ui import tables

_EXPORT = "teams.export_people"


@of_person("teams.see_plans")
@require_GET
def history(request: HttpRequest, seen: Seen) -> HttpResponse:
    """List every version, and what was done with each."""
    form = VersionsFilter(request.GET)
    found = queries.versions_with_deeds(seen.pseudonym, form.chosen().get("deed", ""))
    versions = tables.listing(request, found, versions_table(seen.pseudonym), filters=form)
    if versions.export:
        return page_or_file(request, "", {}, listing=versions, permission=_EXPORT)
    context = {
        "versions": versions,
        "filters": form,
        "can_export": request.user.has_perm(_EXPORT),
        "purposes": Purpose.choices,
        "plan": queries.plan_of(seen.pseudonym),
    }
    return person_page(request, seen, "teams/plans/history.jinja", context)


@of_person("teams.see_plans")
@require_GET
def version(request: HttpRequest, seen: Seen, number: int) -> HttpResponse:
    """Show a version as it was saved."""
    found = queries.version(seen.pseudonym, number)
    if found is None:
        raise Http404("no such version")
    latest = queries.latest_version(seen.pseudonym)
    context = {
        "version": found,
        "deeds": [each for each in queries.deeds_of(seen.pseudonym) if each.version_id == found.pk],
        "parts": parts_of(request.user, seen, found.written, now=latest.written if latest else None),
    }
    return person_page(request, seen, "teams/plans/version.jinja", context)


@of_person("teams.see_plans")
@require_GET
def compared(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show two versions side by side, what changed marked in words and shapes."""
    numbers = list(queries.versions_of(seen.pseudonym).values_list("number", flat=True))
    form = CompareForm(request.GET, numbers=numbers)
    older, newer = form.pair()
    found = queries.versions_numbered(seen.pseudonym, older, newer)
    context = {
        "form": CompareForm({"older": older, "newer": newer}, numbers=numbers),
        "older": found.get(older),
        "newer": found.get(newer),
        "changes": changes_between(request.user, seen, older, newer) if newer else (),
        "marks": MARKS,
    }
    return person_page(request, seen, "teams/plans/compare.jinja", context)

"""The directory: its list, one service with its times, and every version it had."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.assets import queries, words
from web.teams.assets.area import area
from web.teams.assets.forms import DirectoryFilter
from web.teams.assets.models import DirectoryService
from web.teams.assets.tables import SERVICES
from web.ui import tables
from web.ui.forms import OnceForm

SEES = "teams.see_directory"


@requires(SEES)
@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """List groups and services, narrowed by what the address asks."""
    form = DirectoryFilter(request.GET)
    everything = queries.found(form.asked())
    rows = queries.narrowed(everything, form.chosen())
    listing = tables.listing(request, rows, SERVICES, filters=form)
    context = {
        "filters": form,
        "everything": len(everything),
        "unassured": sum(not each.is_assured for each in everything),
        "may_keep": request.user.has_perm("teams.keep_directory"),
        "may_connect": request.user.has_perm("teams.connect_people"),
    }
    return page_or_file(request, "teams/assets/directory.jinja", context, listing=listing, permission=SEES)


@requires(SEES)
@require_GET
def service(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one service: what it is, who it is for, where and when, and who checked it."""
    held = found_or_404(key)
    shown, today = queries.entry_of(held), queries.now().date()
    context = {
        "service": held,
        "entry": shown,
        "words": words,
        "today": today,
        "titles": area().needs,
        "openings": queries.openings(shown),
        "months": queries.months_unassured(shown),
        "assurance": queries.assurance_in_words(queries.months_unassured(shown)),
        "may_keep": request.user.has_perm("teams.keep_directory"),
        "once": partial(OnceForm.opened, version=held.version, auto_id=False),
    }
    return render(request, "teams/assets/service.jinja", context)


@requires(SEES)
@require_GET
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show every version of a service and what changed with each."""
    held = found_or_404(key)
    context = {"service": held, "changes": queries.changes_of(held)}
    return render(request, "teams/assets/history.jinja", context)


def found_or_404(key: UUID) -> DirectoryService:
    """Return the service of an address."""
    held = queries.service_of(key)
    if held is None:
        raise Http404
    return held

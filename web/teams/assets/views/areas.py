"""What a neighbourhood has, prevention there, and what people can do for themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population.figures import figure
from web.teams.assets import areas, queries, words
from web.teams.assets.area import area
from web.teams.assets.area_tables import AREAS, SELF_CARE
from web.teams.assets.forms.finding import SelfCareFilter
from web.teams.assets.maps import point_map
from web.ui import place, tables

SEES = "teams.see_directory"


@requires(SEES)
@require_GET
def all_areas(request: HttpRequest) -> HttpResponse:
    """Show how much each neighbourhood has, as a map and a list."""
    pack, entries = place.current(), areas.offered_entries()
    rows = areas.area_rows(entries, pack.community_needs)
    listing = tables.listing(request, rows, AREAS)
    context = {"map": areas.area_map(rows, pack), "entries": len(entries)}
    return page_or_file(request, "teams/assets/areas.jinja", context, listing=listing, permission=SEES)


@requires(SEES)
@require_GET
def asset_map(request: HttpRequest, here: str) -> HttpResponse:
    """Show the asset map of a neighbourhood with the list beside it, and what nothing answers."""
    pack, entries = place.current(), areas.offered_entries()
    name = _name(here)
    answered = areas.answers(entries, here, pack.community_needs)
    context = {
        "here": here,
        "name": name,
        "map": point_map(entries, here),
        "elsewhere": [each for each in areas.reaching(entries, here) if here not in each.neighbourhoods],
        "answers": answered,
        "kinds": areas.KINDS,
        "unanswered": [each for each in answered if not each.entries],
        "not_there": areas.not_there(here),
        "words": words,
    }
    return render(request, "teams/assets/map.jinja", context)


@requires(SEES)
@require_GET
def prevention(request: HttpRequest, here: str) -> HttpResponse:
    """Show what people of a neighbourhood can do before they need help: sheets and groups near them."""
    pack = place.current()
    name = _name(here)
    answered = areas.answers(areas.offered_entries(), here, pack.community_needs)
    context = {
        "here": here,
        "name": name,
        "low": figure(f"tier/low/{here}"),
        "sheets": areas.sheets_for(pack, ()),
        "answers": [each for each in answered if each.entries],
        "kinds": areas.KINDS,
        "words": words,
    }
    return render(request, "teams/assets/prevention.jinja", context)


@requires(SEES)
@require_GET
def self_care(request: HttpRequest) -> HttpResponse:
    """List the self-management sheets, by what they help with."""
    form = SelfCareFilter(request.GET)
    chosen = form.chosen().get("need", "")
    rows = areas.sheets_for(place.current(), (chosen,) if chosen else ())
    listing = tables.listing(request, rows, SELF_CARE, filters=form)
    return page_or_file(
        request, "teams/assets/self_care.jinja", {"filters": form}, listing=listing, permission=SEES
    )


@requires(SEES)
@require_GET
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """Show one self-management sheet, laid out for paper."""
    found = areas.sheet(place.current(), key)
    if found is None:
        raise Http404
    context = {"sheets": [found], "needs": area().needs, "today": queries.now().date()}
    return render(request, "teams/assets/sheet.jinja", context)


def _name(here: str) -> str:
    name = area().names.get(here)
    if name is None:
        raise Http404
    return name

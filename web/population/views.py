"""The neighbourhoods of the place, each with its profile, and what tiers and scores mean."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population import charts, figures
from web.population.assets import assets_of
from web.population.queries import neighbourhoods as rows_of
from web.population.queries import scores_in_use, wards_of
from web.population.tables import NEIGHBOURHOODS, WARDS
from web.ui import place, tables

PERMISSION = "population.see_neighbourhoods"


@requires(PERMISSION)
@require_GET
def neighbourhoods(request: HttpRequest) -> HttpResponse:
    """List the neighbourhoods of the place with their people, tiers and deprivation."""
    listing = tables.listing(request, rows_of(place.current()), NEIGHBOURHOODS)
    return page_or_file(
        request, "population/neighbourhoods.jinja", {}, listing=listing, permission=PERMISSION
    )


@requires(PERMISSION)
@require_GET
def neighbourhood(request: HttpRequest, area: str) -> HttpResponse:
    """Show the profile of one neighbourhood beside the place."""
    pack = place.current()
    found = next((row for row in pack.neighbourhoods if row.id == area), None)
    if found is None:
        raise Http404
    context = {
        "neighbourhood": found,
        "locality": figures.area_name(found.locality),
        "place": pack,
        "people": figures.figure(f"population/{area}"),
        "high": figures.figure(f"tier/high/{area}"),
        "rising": figures.figure(f"tier/rising/{area}"),
        "cost": figures.figure(f"cost_per_head/{area}"),
        "charts": charts.profile(found, pack),
        "assets": assets_of(pack, area),
        "is_print": "print" in request.GET,
    }
    listing = tables.listing(request, wards_of(pack, area), WARDS)
    return page_or_file(
        request, "population/neighbourhood.jinja", context, listing=listing, permission=PERMISSION
    )


@requires(PERMISSION)
@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """Say what the tiers and the scores mean, with a worked example of each."""
    pack = place.current()
    context = {"place": pack, "tiers": pack.tiers, "points": pack.tier_points, "scores": scores_in_use()}
    return render(request, "population/definitions.jinja", context)

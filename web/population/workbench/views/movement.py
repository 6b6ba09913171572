"""Movement between tiers in a month, and what follows from it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population.figures import area_name
from web.population.workbench import count_tables as ours
from web.population.workbench import flows, movements, needs
from web.population.workbench.forms import AreaFilter
from web.ui import place, tables

PERMISSION = "population.see_workbench"


@requires(PERMISSION)
@require_GET
def movement(request: HttpRequest) -> HttpResponse:
    """Show who moved between tiers in a month, whom a team can take on, and where the cost lies."""
    template = "population/workbench/movement.jinja"
    if not movements.is_published():
        return render(request, template, {"is_published": False})
    filters = AreaFilter(request.GET, areas=movements.areas())
    area = filters.chosen_area or place.identifier()
    found, name = movements.flows(area), area_name(area)
    context = {
        "is_published": True,
        "filters": filters,
        "name": name,
        "matrix": flows.matrix_chart(found, name=name),
        "moves": flows.moves_chart(found, name=name),
        "leading": movements.leading(),
        "capacities": movements.capacity_levels(),
        "concentrations": movements.concentrations(),
    }
    listing = tables.listing(request, found, ours.FLOWS, filters=filters)
    return page_or_file(request, template, context, listing=listing, permission=PERMISSION)


@requires(PERMISSION)
@require_GET
def segments(request: HttpRequest) -> HttpResponse:
    """Show segments, cohorts with mental health need, and the priority list, by area."""
    template = "population/workbench/segments.jinja"
    if not needs.is_published():
        return render(request, template, {"is_published": False})
    filters = AreaFilter(request.GET, areas=needs.areas())
    area = filters.chosen_area or place.identifier()
    name = area_name(area)
    context = {
        "is_published": True,
        "filters": filters,
        "name": name,
        "segments": needs.segment_chart(needs.segments(area), name=name),
        "cohorts": needs.cohort_chart(needs.cohorts(area), name=name),
        "listed": needs.listed(place.identifier()),
        "asked": needs.asked(),
    }
    rows = [row for row in needs.everything() if not filters.chosen_area or row.area == filters.chosen_area]
    listing = tables.listing(request, rows, ours.NEEDS, filters=filters)
    return page_or_file(request, template, context, listing=listing, permission=PERMISSION)

"""Indicators, targets, and what else is measured."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.outcomes import charts, queries
from web.outcomes import tables as ours
from web.outcomes.grids import grid
from web.outcomes.tables import by_group, results_table
from web.ui import place, tables

PERMISSION = "outcomes.see_indicators"


@requires(PERMISSION)
@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """Show every indicator for the place and how its neighbourhoods compare."""
    found = [(each, charts.interval_chart(each, place.name())) for each in queries.results()]
    return render(request, "outcomes/indicators.jinja", {"found": found})


@requires(PERMISSION)
@require_GET
def indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    """Show one indicator: results by area, definition, worked example, targets."""
    found = queries.results_of(indicator)
    if found is None:
        raise Http404
    context = {
        "found": found,
        "definition": found.definition,
        "chart": charts.interval_chart(found, place.name()),
        "version": queries.version_in_run(found.definition),
        "tables": queries.example_tables(found.definition),
        "answer": queries.example_answer(found.definition),
        "aims": [(aim, charts.target_chart(aim)) for aim in queries.aims_of(indicator)],
        "groups": [by_group(found.definition, *each) for each in queries.groups_of(found.definition)],
    }
    rows = [*found.localities, *found.neighbourhoods]
    listing = tables.listing(request, rows, results_table(indicator, f"{found.definition.title}, by area"))
    return page_or_file(request, "outcomes/indicator.jinja", context, listing=listing, permission=PERMISSION)


@requires(PERMISSION)
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """Show the population outcomes of the papers, and how each spreads over its years."""
    aims = queries.aims()
    labels = tuple(year.label for year in aims[0].years) if aims else ()
    same = [aim for aim in aims if tuple(year.label for year in aim.years) == labels]
    context = {
        "aims": aims,
        "targets": grid("Population outcomes as printed", ours.TARGETS, aims),
        "years": grid("The change each year brings", ours.year_columns(labels), same),
        "ramp": charts.ramp_chart(aims[0]) if aims else None,
        "undefined": [aim for aim in aims if aim.definition is None],
    }
    return render(request, "outcomes/targets.jinja", context)


@requires(PERMISSION)
@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """Show outcome domains, experience measures and what else is reported."""
    pack = place.current()
    grids = (
        ("Outcome domains", grid("Domains in which improvement is expected", ours.DOMAINS, pack.domains)),
        (
            "Baselines and aims",
            grid("Baselines and the level to approach", ours.DOMAIN_FIGURES, pack.domain_figures),
        ),
        (
            "Experience, person and neighbourhood",
            grid("Measures named in the papers", ours.EXPERIENCE, pack.experience_measures),
        ),
        (
            "Mandated measures and quality",
            grid("Reported beside the outcomes", ours.PERFORMANCE, pack.performance),
        ),
    )
    return render(request, "outcomes/measures.jinja", {"grids": [each for each in grids if each[1].rows]})

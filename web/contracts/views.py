"""Services in scope, gateways, terms of the contract, options appraised."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.contracts import charts, queries
from web.contracts import tables as ours
from web.contracts.forms import ServicesFilter
from web.outcomes.grids import grid
from web.ui import place, tables

SCOPE = "contracts.see_scope"
GATEWAYS = "contracts.see_gateways"
_KINDS = (("term", "Terms"), ("component", "Components"), ("payment", "Payment"), ("reporting", "Reporting"))


@requires(SCOPE)
@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """List the services in scope, narrowed by what the address asks, with counts by year."""
    filters = ServicesFilter(request.GET)
    found = queries.services(**filters.asked())
    listing = tables.listing(request, found, ours.SERVICES, filters=filters)
    context = {
        "filters": filters,
        "has_any": bool(queries.services()),
        "chart": charts.services_chart(queries.counts(found)),
        "cautions": queries.cautions("service"),
        "instead": queries.instead("services"),
    }
    return page_or_file(request, "contracts/services.jinja", context, listing=listing, permission=SCOPE)


@requires(GATEWAYS)
@require_GET
def gateways(request: HttpRequest) -> HttpResponse:
    """Show the gateways with what each brings, and what must be assured on the way."""
    pack = place.current()
    grids = (
        ("Rules", grid("Rules of the gateways", ours.RULES, pack.gateway_rules)),
        ("Due diligence", grid("Areas examined at each gateway", ours.DUE_DILIGENCE, pack.due_diligence)),
        ("Business plan", grid("What the business plan must show", ours.BUSINESS_PLAN, pack.business_plan)),
        ("Review and escalation", grid("Steps of review", ours.REVIEW, pack.review)),
    )
    context = {
        "gates": queries.gates(),
        "grids": [each for each in grids if each[1].rows],
        "states": ours.STATE_TAGS,
        "stages": ours.STAGE_TAGS,
        "cautions": queries.cautions("gateway"),
        "instead": queries.instead("gateways"),
    }
    return render(request, "contracts/gateways.jinja", context)


@requires(SCOPE)
@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms of the contract, by kind."""
    rows = place.current().contract_terms
    grids = [
        (title, grid(f"{title} of the contract", ours.TERMS, [row for row in rows if row.kind == kind]))
        for kind, title in _KINDS
    ]
    context = {"grids": [each for each in grids if each[1].rows], "instead": queries.instead("terms")}
    return render(request, "contracts/terms.jinja", context)


@requires(SCOPE)
@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """Show the options appraised with what speaks for and against each, and the contracting models."""
    context = {
        "options": queries.options(),
        "outcomes": ours.OUTCOME_TAGS,
        "models": grid("Contracting models compared", ours.MODELS, place.current().contracting_models),
        "cautions": queries.cautions("option"),
        "instead": queries.instead("options"),
    }
    return render(request, "contracts/options.jinja", context)

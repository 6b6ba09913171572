"""Models: which there are, what each is for, and how well it foresees, group by group."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lco.store.layout import StoreRefused
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population.workbench import curves, measures
from web.population.workbench import tables as ours
from web.population.workbench.forms import GroupFilter
from web.population.workbench.trained import Trained, trained, trained_of
from web.ui import tables

PERMISSION = "population.see_models"


@requires(PERMISSION)
@require_GET
def models(request: HttpRequest) -> HttpResponse:
    """List the models with what they reach."""
    try:
        known = trained()
    except StoreRefused as refusal:
        return render(request, "population/workbench/models.jinja", {"refusal": str(refusal)})
    listing = tables.listing(request, known, ours.MODELS)
    return page_or_file(
        request, "population/workbench/models.jinja", {}, listing=listing, permission=PERMISSION
    )


@requires(PERMISSION)
@require_GET
def model(request: HttpRequest, model: str) -> HttpResponse:
    """Show the card of one model."""
    found = _known(model)
    context = {"model": found, "state": ours.state(found), "looks": measures.looks(found.looks)}
    return render(request, "population/workbench/model.jinja", context)


@requires(PERMISSION)
@require_GET
def validation(request: HttpRequest, model: str) -> HttpResponse:
    """Show how well a model foresees: measures, curves, other ways to rank, groups of people."""
    found = _known(model)
    if found.validation is None:
        return render(request, "population/workbench/not_validated.jinja", {"model": found})
    report, filters = found.validation, GroupFilter(request.GET)
    context = {
        "model": found,
        "report": report,
        "lines": measures.lines(report),
        "comparators": measures.comparators(report),
        "calibration": curves.calibration_chart(report),
        "benefit": curves.benefit_chart(report),
        "filters": filters,
    }
    groups = measures.groups(report, **filters.chosen())
    listing = tables.listing(request, groups, ours.EQUITY, filters=filters)
    template = "population/workbench/validation.jinja"
    return page_or_file(request, template, context, listing=listing, permission=PERMISSION)


def _known(model: str) -> Trained:
    found = trained_of(model)
    if found is None:
        raise Http404
    return found

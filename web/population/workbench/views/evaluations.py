"""Evaluations: what was tried, and whether it helped."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population.workbench import effects, evaluated
from web.population.workbench import tables as ours
from web.ui import tables

PERMISSION = "population.see_evaluations"


@requires(PERMISSION)
@require_GET
def evaluations(request: HttpRequest) -> HttpResponse:
    """List what has been evaluated with its verdict."""
    listing = tables.listing(request, evaluated.evaluations(), ours.EVALUATIONS)
    context = {"unreadable": evaluated.unreadable()}
    template = "population/workbench/evaluations.jinja"
    return page_or_file(request, template, context, listing=listing, permission=PERMISSION)


@requires(PERMISSION)
@require_GET
def evaluation(request: HttpRequest, evaluation: str) -> HttpResponse:
    """Show one evaluation: verdict, effect, what chance alone would do, checks, balance."""
    found = evaluated.evaluation_of(evaluation)
    if found is None:
        raise Http404
    context = {
        "found": found,
        "finding": ours.FINDINGS[found.verdict.finding],
        "chart": effects.series_chart(found),
        "before_after": effects.before_after(found),
        "balance": effects.balance(found),
        "diagnostics": effects.diagnostics(found),
    }
    return render(request, "population/workbench/evaluation.jinja", context)

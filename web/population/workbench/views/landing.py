"""The first page of the workbench: what was run, and what one can do with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.population.workbench import links
from web.population.workbench.trained import model_of_run


@requires("population.see_workbench")
@require_GET
def workbench(request: HttpRequest) -> HttpResponse:
    """Show the published run, its model, and the pages of the workbench."""
    context = {"cards": links.cards_for(request.user), "model": model_of_run()}
    return render(request, "population/workbench/workbench.jinja", context)

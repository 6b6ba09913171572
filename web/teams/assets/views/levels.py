"""At which level services are given, the mental health offer in every neighbourhood, parity of goals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lco.teams import levels as rule
from lco.teams.parity import sentence
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.assets import standing
from web.teams.assets.area import area
from web.teams.assets.forms.levels import LevelsFilter, OffersFilter
from web.teams.assets.level_tables import LEVELS, OFFERS, PARITY
from web.ui import place, tables

SEES = "teams.see_levels"
MEASURES = "teams.see_measures"


@requires(SEES)
@require_GET
def levels(request: HttpRequest) -> HttpResponse:
    """List services by level, with the rule and what is left open."""
    pack, form = place.current(), LevelsFilter(request.GET)
    found = rule.placed(pack)
    listing = tables.listing(request, standing.narrowed(found, form.chosen()), LEVELS, filters=form)
    context = {
        "filters": form,
        "everything": len(found),
        "counts": rule.counts(found, pack.levels),
        "gaps": sum(bool(each.gaps) for each in found),
        "breaking": sum(not each.keeps_the_rule for each in found),
    }
    return page_or_file(request, "teams/assets/levels.jinja", context, listing=listing, permission=SEES)


@requires(SEES)
@require_GET
def mental_health(request: HttpRequest) -> HttpResponse:
    """Show which mental health offer is there in which neighbourhood, at which level, by whom."""
    form = OffersFilter(request.GET)
    rows = standing.offer_grid(place.current())
    listing = tables.listing(request, standing.offered(rows, form.chosen()), OFFERS, filters=form)
    context = {
        "filters": form,
        "rows": rows,
        "names": list(area().names.items()),
        "gaps": sum(row.gaps for row in rows),
        "cells": sum(len(row.cells) for row in rows),
    }
    return page_or_file(
        request, "teams/assets/mental_health.jinja", context, listing=listing, permission=SEES
    )


@requires(MEASURES)
@require_GET
def parity(request: HttpRequest) -> HttpResponse:
    """Show how many agreed plans hold mental, physical and social goals, by cohort."""
    report = standing.parity_report(place.current())
    words = sentence(report)
    listing = tables.listing(request, report.lines, PARITY)
    context = {"report": report, "words": words, "chart": standing.parity_chart(report, words)}
    return page_or_file(request, "teams/assets/parity.jinja", context, listing=listing, permission=MEASURES)

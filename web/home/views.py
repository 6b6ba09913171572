"""The first page of each role, and the place at a glance."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.accounts.access import requires
from web.accounts.roles import ABOUT, Role
from web.home import overview, pictures
from web.ui import navigation, place
from web.ui.published import published


def home(request: HttpRequest) -> HttpResponse:
    """Show what this person can do here."""
    items = [item for item in navigation.items_for(request.user) if item.url_name != "home:home"]
    context = {"chapters": navigation.chapters(items), "about": ABOUT[Role(request.user.role)]}
    return render(request, "home/home.jinja", context)


@requires("home.see_place")
def place_overview(request: HttpRequest) -> HttpResponse:
    """Show the place at a glance; ``show`` in the address picks what the map shows."""
    run, pack = published(), place.current()
    offered = overview.measures(run, pack.id) if run else ()
    if run is None or not offered:
        return render(request, "home/nothing_published.jinja")
    chosen = next((each for each in offered if each.id == request.GET.get("show")), offered[0])
    context = {
        "summary": pack.settings.summary,
        "headlines": overview.headlines(run, pack.id),
        "measures": offered,
        "chosen": chosen,
        "rows": overview.rows(run, pack, offered),
        "map_of": pictures.neighbourhood_map(run, pack, chosen, settings.LCO_BOUNDARIES),
        "comparison": pictures.comparison(run, pack, chosen),
        "gap": pictures.gap_chart(run, pack),
        "savings": pictures.savings_chart(run),
    }
    return render(request, "home/place.jinja", context)

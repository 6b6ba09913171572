"""The first page of each role, and the place at a glance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.accounts.access import requires
from web.accounts.roles import ABOUT, Role
from web.ui import navigation


def home(request: HttpRequest) -> HttpResponse:
    """Show what this person can do here."""
    items = [item for item in navigation.items_for(request.user) if item.url_name != "home:home"]
    context = {"items": items, "about": ABOUT[Role(request.user.role)]}
    return render(request, "home/home.jinja", context)


@requires("home.see_place")
def place_overview(request: HttpRequest) -> HttpResponse:
    """Show the place at a glance: people, tiers, indicators, gap and savings."""
    return render(request, "home/place.jinja", {})

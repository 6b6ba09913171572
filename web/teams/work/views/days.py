"""My day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.teams.access.actions.lists import note_list
from web.teams.work.days import day_of


@requires("teams.see_work")
@require_GET
def my_day(request: HttpRequest) -> HttpResponse:
    """Show what the user has to do today, own work and that of those covered."""
    day = day_of(request.user)
    note_list(by=request.user, name="my-day", people=day.people)
    return render(request, "teams/work/my_day.jinja", {"day": day})

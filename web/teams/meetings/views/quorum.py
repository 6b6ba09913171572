"""Who has to be there for a team to decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from web.teams.access.guard import of_team
from web.teams.access.pages import team_page
from web.teams.meetings import actions
from web.teams.meetings.attendance import own_quorum, rule_for
from web.teams.meetings.forms import QuorumForm
from web.teams.meetings.refusals import MeetingChanged, MeetingRefused
from web.teams.models import Team


@of_team("teams.keep_meetings")
@require_http_methods(["GET", "POST"])
def quorum(request: HttpRequest, team: Team) -> HttpResponse:
    """Show the quorum of the team, and set another."""
    if request.method != "POST":
        return _page(request, team, QuorumForm.of(own_quorum(team.pk)))
    form = QuorumForm(request.POST)
    if not form.is_valid():
        return _page(request, team, form, status=422)
    cleaned = form.cleaned_data
    asked = {name: cleaned[name] for name in ("seats", "because", "version")}
    try:
        actions.set_quorum(by=request.user, team=team, **asked)
    except MeetingChanged as refusal:
        own = own_quorum(team.pk)
        again = form.again(version=own.version if own else 0)
        return _page(request, team, again, refusal=str(refusal), status=409)
    except MeetingRefused as refusal:
        return _page(request, team, form, refusal=str(refusal), status=422)
    messages.success(request, "The quorum was set. It holds for meetings from now on.")
    return redirect("teams:meeting_list", slug=team.slug)


def _page(
    request: HttpRequest, team: Team, form: QuorumForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "own": own_quorum(team.pk), "rule": rule_for(team.pk)}
    return team_page(request, team, "teams/meetings/quorum.jinja", {**context, **more}, status=status)

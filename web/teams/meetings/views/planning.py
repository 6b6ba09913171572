"""The list of meetings; a meeting planned, changed, started."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.access.guard import of_team
from web.teams.access.pages import team_page
from web.teams.meetings import actions, queries
from web.teams.meetings.attendance import quorum_of
from web.teams.meetings.forms import MeetingsFilter, PlanForm, StartForm
from web.teams.meetings.guard import of_meeting
from web.teams.meetings.models import Meeting
from web.teams.meetings.narrowing import narrowed
from web.teams.meetings.refusals import MeetingChanged, MeetingRefused
from web.teams.meetings.tables import MEETINGS, meeting_url
from web.teams.models import Team
from web.teams.queries import members_of, teams_of
from web.ui import tables


@requires("teams.see_meetings")
@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings of all the user's teams; the next one of each stands above the list."""
    return _list(request, list(teams_of(request.user)), "meetings", {})


@of_team("teams.see_meetings")
@require_GET
def team_meetings(request: HttpRequest, team: Team) -> HttpResponse:
    """List the meetings of one team; the next one stands above the list."""
    from web.teams.navigation import TEAM_TABS
    from web.ui.navigation import tabs_for

    shell = {"team": team, "team_tabs": tabs_for(request.user, TEAM_TABS, team.slug)}
    return _list(request, [team], "team_meetings", shell)


def _list(request: HttpRequest, teams: list[Team], name: str, shell: dict[str, Any]) -> HttpResponse:
    form = MeetingsFilter(request.GET, teams=teams)
    found = narrowed(queries.meetings_seen_by(request.user).filter(team__in=teams), form.chosen())
    listing = tables.listing(request, found, MEETINGS, filters=form)
    context = {**shell, "filters": form, "teams": teams, "next_ones": queries.next_of(teams)}
    template = f"teams/meetings/{name}.jinja"
    return page_or_file(request, template, context, listing=listing, permission="teams.see_meetings")


@of_team("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, team: Team) -> HttpResponse:
    """Ask when and where a meeting is held, and plan it."""
    members = list(members_of(team))
    if request.method != "POST":
        return _plan_page(request, team, PlanForm.opened(members=members))
    form = PlanForm(request.POST, members=members)
    if form.is_valid():
        try:
            made = actions.plan_meeting(
                by=request.user, team=team, plan=form.plan(), key=form.cleaned_data["key"]
            )
        except MeetingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The meeting is planned. Now put people on its agenda.")
            return redirect(meeting_url(made))
    return _plan_page(request, team, form, status=422)


@of_meeting("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask what is different, and change when and where the meeting is held."""
    members = list(members_of(meeting.team))
    if request.method != "POST":
        return _plan_page(request, meeting.team, PlanForm.of(meeting, members), meeting=meeting)
    form, status = PlanForm(request.POST, members=members), 422
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            actions.change_meeting(
                by=request.user,
                meeting=meeting,
                plan=form.plan(),
                key=cleaned["key"],
                version=cleaned["version"],
            )
        except MeetingRefused as refusal:
            status = 409 if isinstance(refusal, MeetingChanged) else 422
            form = form.beside(meeting, str(refusal))
        else:
            messages.success(request, "The meeting was changed.")
            return redirect(meeting_url(meeting))
    return _plan_page(request, meeting.team, form, meeting=meeting, status=status)


@of_meeting("teams.hold_meetings")
@require_POST
def start(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Start the meeting; without quorum only with a reason."""
    form = StartForm(request.POST)
    if not form.is_valid():
        return _start_page(request, meeting, form)
    try:
        actions.start_meeting(
            by=request.user,
            meeting=meeting,
            without_quorum=form.cleaned_data["without_quorum"],
            key=form.cleaned_data["key"],
        )
    except MeetingRefused as refusal:
        form.add_error("without_quorum", str(refusal))
        return _start_page(request, meeting, form)
    first = queries.first_waiting(meeting)
    if first is None:
        return redirect(meeting_url(meeting))
    return redirect("teams:meeting_person", slug=meeting.team.slug, meeting=meeting.pk, item=first.pk)


def _start_page(request: HttpRequest, meeting: Meeting, form: StartForm) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "quorum": quorum_of(meeting)}
    return team_page(request, meeting.team, "teams/meetings/start.jinja", context, status=422)


def _plan_page(
    request: HttpRequest, team: Team, form: PlanForm, *, meeting: Meeting | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "meeting": meeting}
    return team_page(request, team, "teams/meetings/plan.jinja", context, status=status)

"""Who belongs to which team."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams import actions, queries
from web.teams.forms import JoinForm
from web.teams.models import Team
from web.teams.permissions import may_change_members, may_see_members, teams_seen_by
from web.teams.queries import is_lead_of
from web.teams.staff.overview import members_in_list, team_now, team_tabs
from web.teams.staff.queries import left_with
from web.teams.tables import MEMBERS, TEAMS
from web.ui import tables


@requires("teams.see_members")
@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams whose members the user may see."""
    shown = queries.with_member_counts(teams_seen_by(request.user))
    listing = tables.listing(request, shown, TEAMS)
    return page_or_file(request, "teams/teams.jinja", {}, listing=listing, permission="teams.see_members")


@requires("teams.see_members")
@require_GET
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one team and its members today."""
    return _team_page(request, _seen_team(request, slug), JoinForm())


@requires("teams.change_members")
@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody join the team."""
    team = _changed_team(request, slug)
    form = JoinForm(request.POST)
    if form.is_valid():
        user = queries.user_to_join(form.cleaned_data["email"])
        try:
            actions.join(by=request.user, user=user, team=team, role=form.cleaned_data["role"])
        except actions.MembershipRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, f"{user.name} has joined {team.name}.")
            return redirect("teams:team", slug=team.slug)
    return _team_page(request, team, form, status=422)


@requires("teams.change_members")
def leave(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """Ask, then end a membership; from that moment the person sees none of the team's people."""
    team = _changed_team(request, slug)
    held = get_object_or_404(queries.members_of(team), pk=membership)
    if request.method != "POST":
        context = {"team": team, "membership": held, "left": left_with(held)}
        return render(request, "teams/leave.jinja", context)
    try:
        actions.leave(by=request.user, membership=held)
    except actions.MembershipRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{held.user.name} has left {team.name} and sees its people no longer.")
        if is_lead_of(request.user, team) and left_with(held).is_any:
            return redirect("teams:team_left", slug=team.slug)
    return redirect("teams:team", slug=team.slug)


def _seen_team(request: HttpRequest, slug: str) -> Team:
    team = get_object_or_404(queries.all_teams(), slug=slug)
    if not may_see_members(request.user, team):
        raise PermissionDenied("teams.see_members")
    return team


def _changed_team(request: HttpRequest, slug: str) -> Team:
    team = _seen_team(request, slug)
    if not may_change_members(request.user, team):
        raise PermissionDenied("teams.change_members")
    return team


def _team_page(request: HttpRequest, team: Team, form: JoinForm, *, status: int = 200) -> HttpResponse:
    listing = tables.listing(request, members_in_list(team), MEMBERS)
    is_changed = may_change_members(request.user, team)
    context = {
        "team": team,
        "form": form,
        "may_change": is_changed,
        "leaving": list(listing.page) if is_changed else [],
        "team_now": team_now(team, is_lead=is_lead_of(request.user, team)),
        "team_tabs": team_tabs(request.user, team),
    }
    response = page_or_file(
        request, "teams/team.jinja", context, listing=listing, permission="teams.see_members"
    )
    response.status_code = status
    return response

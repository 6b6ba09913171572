"""What leavers left behind, handed on by the lead."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from web.teams.access.actions.lists import note_list
from web.teams.access.guard import of_team
from web.teams.access.pages import team_page
from web.teams.models import Team
from web.teams.queries import is_lead_of, members_of
from web.teams.staff import actions
from web.teams.staff.forms import HandOnForm
from web.teams.staff.queries import left_in, posts_of, tasks_owned


@of_team("teams.assign_work")
@require_GET
def team_left(request: HttpRequest, team: Team) -> HttpResponse:
    """List who has left and still has work to their name."""
    return team_page(request, team, "teams/staff/left.jinja", {"left": left_in(team)})


@of_team("teams.assign_work")
@require_http_methods(["GET", "POST"])
def team_hand_on(request: HttpRequest, team: Team, user: int) -> HttpResponse:
    """Choose who takes over, check what goes, hand it on."""
    leaver = _leaver(request, team, user)
    members = members_of(team).exclude(user=leaver)
    if request.method != "POST":
        return _page(request, team, leaver, HandOnForm.opened(members=members))
    form = HandOnForm(request.POST, members=members)
    if not form.is_valid() or request.POST.get("step") == "change":
        status = 200 if request.POST.get("step") == "change" else 422
        return _page(request, team, leaver, form, status=status)
    if request.POST.get("step") != "save":
        return _page(request, team, leaver, form, is_check=True)
    return _hand_on(request, team, leaver, form)


def _hand_on(request: HttpRequest, team: Team, leaver: Any, form: HandOnForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        done = actions.hand_on(
            by=request.user, team=team, leaver=leaver, to=form.chosen, note=said["note"], key=said["key"]
        )
    except actions.StaffRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, team, leaver, form, status=422)
    messages.success(
        request,
        f"{form.chosen.name} has taken over from {leaver.name}: tasks {done.tasks}, people {done.people}.",
    )
    return redirect("teams:team_left", slug=team.slug)


def _leaver(request: HttpRequest, team: Team, key: int) -> Any:
    if not is_lead_of(request.user, team):
        raise PermissionDenied("teams.assign_work")
    found = next((each.user for each in left_in(team) if each.user.pk == key), None)
    member = members_of(team).filter(user=key).first()
    if found is None and member is None:
        raise PermissionDenied("nothing is left of them in this team")
    return found or (member.user if member else None)


def _page(
    request: HttpRequest,
    team: Team,
    leaver: Any,
    form: HandOnForm,
    *,
    is_check: bool = False,
    status: int = 200,
) -> HttpResponse:
    tasks, cases = list(tasks_owned(team, leaver).order_by("due_on")), list(posts_of(team, leaver))
    people = [each.person_id for each in (*tasks, *cases)]
    note_list(by=request.user, name="hand-on", people=people, team=team)
    context = {"leaver": leaver, "form": form, "is_check": is_check, "tasks": tasks, "cases": cases}
    return team_page(request, team, "teams/staff/hand_on.jinja", context, status=status)

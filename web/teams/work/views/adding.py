"""The tasks of one person, and a task or visit added."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from web.accounts.access import requires
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.cases.queries import open_case_of
from web.teams.queries import members_of, teams_of, today
from web.teams.work import actions
from web.teams.work.forms import TaskForm
from web.teams.work.queries import tasks_of_person
from web.teams.work.warnings import warnings_of


@of_person("teams.see_work")
@require_GET
def person_tasks(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show everything that is to be done, or was done, for one person."""
    tasks = list(tasks_of_person(seen.pseudonym)[:200])
    case = open_case_of(seen.pseudonym)
    return person_page(
        request, seen, "teams/work/person_tasks.jinja", {"tasks": tasks, "case": case, "today": today()}
    )


@of_person("teams.change_work")
@require_http_methods(["GET", "POST"])
def person_task_add(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Add a task or a visit for one person; it belongs to the team that looks after them."""
    case = open_case_of(seen.pseudonym)
    if case is None:
        messages.error(request, "Nobody looks after this person yet: put them on the caseload first.")
        return redirect("teams:person_tasks", pseudonym=seen.pseudonym)
    form = _form(request, case.team)
    done, more = _added(request, form, team=case.team, case=case)
    if done:
        return redirect("teams:person_tasks", pseudonym=seen.pseudonym)
    status = 422 if request.method == "POST" else 200
    return person_page(
        request, seen, "teams/work/person_task_add.jinja", {"form": form, **more}, status=status
    )


@requires("teams.change_work")
@require_http_methods(["GET", "POST"])
def task_add(request: HttpRequest) -> HttpResponse:
    """Add a task of a team that is about nobody in particular."""
    teams = list(teams_of(request.user))
    asked = request.GET.get("team", "")
    team = next((each for each in teams if each.slug == asked), teams[0] if teams else None)
    if team is None:
        messages.error(request, "You belong to no team today, so there is nothing to add a task to.")
        return redirect("teams:my_day")
    form = _form(request, team)
    done, more = _added(request, form, team=team, case=None)
    if done:
        return redirect("teams:my_day")
    context = {"form": form, "team": team, "teams": teams, **more}
    return render(
        request, "teams/work/task_add.jinja", context, status=422 if request.method == "POST" else 200
    )


def _form(request: HttpRequest, team: Any) -> TaskForm:
    members = members_of(team)
    if request.method == "POST":
        return TaskForm(request.POST, members=members)
    start = {"owner": str(request.user.pk), "kind": request.GET.get("kind", "action")}
    form: TaskForm = TaskForm.opened(initial=start, members=members)
    return form


def _added(request: HttpRequest, form: TaskForm, *, team: Any, case: Any) -> tuple[bool, dict[str, Any]]:
    """Keep what a sent form says unless something speaks against it that nobody has accepted."""
    if request.method != "POST" or not form.is_valid():
        return False, {}
    said = form.cleaned_data
    times = {"starts_at": said["starts_at"], "ends_at": said["ends_at"]}
    against = warnings_of(form.chosen_owner, team, said["due_on"], **times)
    if against and "anyway" not in request.POST:
        return False, {"warnings": against}
    given = {"title": said["title"], "due_on": said["due_on"], "key": said["key"], "kind": said["kind"]}
    try:
        actions.add_task(by=request.user, team=team, case=case, owner=form.chosen_owner, **given, **times)
    except actions.TaskRefused as refused:
        form.add_error(None, str(refused))
        return False, {}
    messages.success(request, f"Added, for {form.chosen_owner.name}.")
    return True, {}

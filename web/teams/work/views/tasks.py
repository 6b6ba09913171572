"""One task: added, shown, begun, moved, given to somebody else, finished."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from web.accounts.access import requires
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.cases.queries import open_case_of
from web.teams.queries import members_of, teams_of, today
from web.teams.work import actions
from web.teams.work.forms import FinishForm, TaskForm
from web.teams.work.guard import of_task
from web.teams.work.models import Task
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


@of_task("teams.see_work")
@require_GET
def task(request: HttpRequest, task: Task) -> HttpResponse:
    """Show one task, its history and what may be done with it."""
    return task_page(request, task, FinishForm())


@of_task("teams.change_work")
@require_POST
def task_finish(request: HttpRequest, task: Task) -> HttpResponse:
    """Keep what came of a task."""
    form = FinishForm(request.POST)
    if not form.is_valid():
        return task_page(request, task, form, status=422)
    said = form.cleaned_data
    try:
        actions.finish_task(
            by=request.user, task=task, outcome=said["outcome"], is_needed=said["how"] == "done"
        )
    except actions.TaskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Done." if said["how"] == "done" else "Taken off: not needed any more.")
    return redirect(back_to(request, task))


@of_task("teams.change_work")
@require_POST
def task_start(request: HttpRequest, task: Task) -> HttpResponse:
    """Say that somebody is doing it now, or not any more."""
    act = actions.put_back_task if request.POST.get("how") == "put_back" else actions.start_task
    try:
        act(by=request.user, task=task, key=_key(request))
    except actions.TaskRefused as refused:
        messages.error(request, str(refused))
    return redirect(back_to(request, task))


def task_page(request: HttpRequest, task: Task, form: FinishForm, *, status: int = 200) -> HttpResponse:
    """Render the page of a task."""
    history = task.events.select_related("by", "from_owner", "to_owner")
    context = {
        "task": task,
        "form": form,
        "history": history,
        "person": task.person,
        "key": uuid.uuid4(),
        "today": today(),
    }
    return render(request, "teams/work/task.jinja", context, status=status)


def back_to(request: HttpRequest, task: Task) -> str:
    """Return the page the form was on, by its name: an address of somewhere else is never followed."""
    pages = {
        "day": lambda: reverse("teams:my_day"),
        "person": lambda: reverse("teams:person_tasks", args=[task.person_id]) if task.person_id else None,
        "board": lambda: reverse("teams:task_board", args=[task.team.slug]),
    }
    page = pages.get(request.POST.get("back", ""))
    return (page() if page else None) or reverse("teams:task", args=[task.pk])


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()

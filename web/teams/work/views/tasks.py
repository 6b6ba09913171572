"""One task: shown, begun, moved, given to somebody else, finished."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from web.teams.queries import members_of, today
from web.teams.work import actions
from web.teams.work.forms import FinishForm, GiveForm, MoveForm
from web.teams.work.guard import of_task
from web.teams.work.models import Task
from web.teams.work.origins import origin_of
from web.teams.work.queries import tasks_seen_by
from web.teams.work.warnings import warnings_of
from web.ui import formats


@of_task("teams.see_work")
@require_GET
def task(request: HttpRequest, task: Task) -> HttpResponse:
    """Show one task, its history and what may be done with it."""
    return _page(request, task)


@of_task("teams.change_work")
@require_POST
def task_finish(request: HttpRequest, task: Task) -> HttpResponse:
    """Keep what came of a task."""
    form = FinishForm(request.POST)
    if not form.is_valid():
        return _page(request, task, form=form, status=422)
    said = form.cleaned_data
    is_needed = said["how"] == "done"
    try:
        actions.finish_task(by=request.user, task=task, outcome=said["outcome"], is_needed=is_needed)
    except actions.TaskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Done." if is_needed else "Taken off: not needed any more.")
    return redirect(_back(request, task))


@of_task("teams.change_work")
@require_POST
def task_start(request: HttpRequest, task: Task) -> HttpResponse:
    """Say that somebody is doing it now, or not any more."""
    act = actions.put_back_task if request.POST.get("how") == "put_back" else actions.start_task
    try:
        act(by=request.user, task=task, key=_key(request))
    except actions.TaskRefused as refused:
        messages.error(request, str(refused))
    return redirect(_back(request, task))


@of_task("teams.change_work")
@require_POST
def task_give(request: HttpRequest, task: Task) -> HttpResponse:
    """Give a task to another member of its team."""
    members = members_of(task.team)
    form = GiveForm(request.POST, members=members)
    if not form.is_valid():
        return _page(request, task, give=form, wrong=form, status=422)
    said = form.cleaned_data
    given = {"key": said["key"], "version": said["version"], "note": said["note"]}
    try:
        actions.give_task(by=request.user, task=task, to=form.chosen, **given)
    except actions.ChangedMeanwhile as refused:
        return _page(request, task, meanwhile=refused, status=409)
    except actions.TaskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{form.chosen.name} does it from now on.")
    return redirect(_back(request, task))


@of_task("teams.change_work")
@require_POST
def task_move(request: HttpRequest, task: Task) -> HttpResponse:
    """Move a task to another day, a visit to other hours."""
    form = MoveForm(request.POST, auto_id="move-%s")
    if not form.is_valid():
        return _page(request, task, move=form, wrong=form, status=422)
    said = form.cleaned_data
    when = {name: said[name] for name in ("due_on", "starts_at", "ends_at")}
    against = warnings_of(task.owner, task.team, besides=task.pk, **when) if task.owner else []
    if against and "anyway" not in request.POST:
        return _page(request, task, move=form, warnings=against, status=422)
    told = {"key": said["key"], "version": said["version"], "note": said["note"]}
    try:
        actions.move_task(by=request.user, task=task, **when, **told)
    except actions.ChangedMeanwhile as refused:
        return _page(request, task, meanwhile=refused, status=409)
    except actions.TaskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Moved to {formats.day(said['due_on'])}.")
    return redirect(_back(request, task))


def _page(request: HttpRequest, task: Task, *, status: int = 200, **more: Any) -> HttpResponse:
    """Render the page of a task; `more` holds the forms that were sent and what speaks against them."""
    context = {
        "task": task,
        "form": FinishForm(),
        "give": GiveForm.opened(version=task.version, members=members_of(task.team)),
        "move": MoveForm.of(task),
        "history": task.events.select_related("by", "from_owner", "to_owner"),
        "person": task.person,
        "origin": origin_of(task),
        "key": uuid.uuid4(),
        "today": today(),
        **more,
    }
    return render(request, "teams/work/task.jinja", context, status=status)


def _back(request: HttpRequest, task: Task) -> str:
    """Return the page the form was on, by its name: an address of somewhere else is never followed."""
    pages = {
        "day": lambda: reverse("teams:my_day"),
        "person": lambda: reverse("teams:person_tasks", args=[task.person_id]) if task.person_id else None,
        "board": lambda: reverse("teams:task_board", args=[task.team.slug]),
    }
    page = pages.get(request.POST.get("back", ""))
    # Whoever covers sees a task no longer once it is closed, nor one given to somebody else.
    is_seen = tasks_seen_by(request.user).filter(pk=task.pk).exists()
    otherwise = reverse("teams:task", args=[task.pk]) if is_seen else reverse("teams:my_day")
    return (page() if page else None) or otherwise


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()

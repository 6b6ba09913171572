"""The board of a team and the lead's queue of what is overdue."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from web.audit.exports import page_or_file
from web.teams.access.actions.lists import note_list
from web.teams.access.guard import of_team
from web.teams.access.pages import team_page
from web.teams.access.sections import care_of
from web.teams.models import Team
from web.teams.queries import is_lead_of, members_of, today
from web.teams.staff.overview import team_tabs
from web.teams.work import actions
from web.teams.work.board import board_of, columns, with_state
from web.teams.work.forms import BoardFilter, QueueFilter, QueueForm
from web.teams.work.overdue import dealt_with, digest, for_lead, grouped, with_last_event
from web.teams.work.queries import tasks_of_team
from web.teams.work.tables import TASKS, tasks_table
from web.ui import tables

_EXPORT = "teams.export_people"


@of_team("teams.see_work")
@require_GET
def task_board(request: HttpRequest, team: Team) -> HttpResponse:
    """Show the tasks of a team in columns, those overdue first."""
    form = BoardFilter(request.GET, members=members_of(team))
    chosen = form.chosen()
    by = chosen.get("by", "due")
    listing = tables.listing(request, board_of(team, chosen), tasks_table(by), filters=form)
    context = {
        "team": team,
        "team_tabs": team_tabs(request.user, team),
        "filters": form,
        "by": by,
        "columns": columns(listing.page, by, on=today()),
        "digest": digest(team) if is_lead_of(request.user, team) else None,
        "today": today(),
        "key": uuid.uuid4(),
    }
    return page_or_file(
        request, "teams/work/board.jinja", context, listing=listing, permission=_EXPORT, **care_of(team)
    )


@of_team("teams.assign_work")
@require_http_methods(["GET", "POST"])
def task_overdue(request: HttpRequest, team: Team) -> HttpResponse:
    """Show the lead what is overdue beyond its days of grace, and deal with many tasks at a time."""
    if not is_lead_of(request.user, team):
        raise PermissionDenied("teams.assign_work")
    if request.method != "POST":
        start = {"until": None, "act": "acknowledge"}
        return _queue(request, team, QueueForm.opened(initial=start, members=members_of(team)))
    offered = tasks_of_team(team).open().values_list("pk", flat=True)
    form = QueueForm(request.POST, members=members_of(team), offered=offered)
    if not form.is_valid():
        return _queue(request, team, form, status=422)
    step = request.POST.get("step", "")
    if step == "change" or (form.cleaned_data["act"] == "reassign" and step != "save"):
        return _queue(request, team, form) if step == "change" else _check(request, team, form)
    return _dealt(request, team, form)


def _dealt(request: HttpRequest, team: Team, form: QueueForm) -> HttpResponse:
    said = form.cleaned_data
    given = {
        "by": request.user,
        "team": team,
        "tasks": said["tasks"],
        "note": said["note"],
        "key": said["key"],
    }
    try:
        if said["act"] == "acknowledge":
            done = actions.acknowledge(**given)
        elif said["act"] == "snooze":
            done = actions.snooze(until=said["until"], **given)
        else:
            done = actions.reassign(to=form.chosen, **given)
    except actions.TaskRefused as refused:
        form.add_error(None, str(refused))
        return _queue(request, team, form, status=422)
    closed = f" Closed by somebody meanwhile, and left as they are: {done.closed}." if done.closed else ""
    messages.success(request, f"{_DONE[said['act']]}: {done.done}.{closed}")
    return redirect("teams:task_overdue", slug=team.slug)


_DONE = {"acknowledge": "Acknowledged", "snooze": "Put off", "reassign": "Given to another member"}


def _check(request: HttpRequest, team: Team, form: QueueForm) -> HttpResponse:
    chosen = tasks_of_team(team).filter(pk__in=form.cleaned_data["tasks"]).order_by("due_on", "pk")
    tasks = list(chosen)
    note_list(by=request.user, name=TASKS.name, people=[each.person_id for each in tasks], team=team)
    context = {"form": form, "tasks": tasks, "today": today()}
    return team_page(request, team, "teams/work/overdue_check.jinja", context)


def _queue(request: HttpRequest, team: Team, form: QueueForm, *, status: int = 200) -> HttpResponse:
    filters = QueueFilter(request.GET)
    chosen = filters.chosen()
    by, shown = chosen.get("by", "owner"), chosen.get("shown", "")
    source = {"quiet": dealt_with, "all": lambda of: tasks_of_team(of).open()}.get(shown, for_lead)
    empty = "Nothing waits for you here."
    table = tasks_table(by, caption="Overdue tasks", empty=empty)
    listing = tables.listing(request, with_last_event(with_state(source(team))), table, filters=filters)
    context: dict[str, Any] = {
        "team": team,
        "team_tabs": team_tabs(request.user, team),
        "form": form,
        "filters": filters,
        "groups": grouped(listing.page, by, on=today()),
        "ticked": form.ticked,
        "all_of": request.GET.get("all", ""),
        "digest": digest(team),
        "today": today(),
    }
    response = page_or_file(
        request, "teams/work/overdue.jinja", context, listing=listing, permission=_EXPORT, **care_of(team)
    )
    response.status_code = status
    return response

"""The end of a meeting: closed, its minutes, corrections; and what meetings said of one person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from web.audit.exports import page_or_file
from web.teams.access.actions.lists import note_list
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page, team_page
from web.teams.access.people import Seen
from web.teams.access.sections import care_of
from web.teams.meetings import actions, queries
from web.teams.meetings.attendance import quorum_of
from web.teams.meetings.forms import CloseForm, CorrectionForm, PutForm
from web.teams.meetings.guard import of_meeting
from web.teams.meetings.history import discussed, tasks_of
from web.teams.meetings.lines import Line, lines_of, people_of
from web.teams.meetings.models import ItemState, Meeting
from web.teams.meetings.reading import read_minutes
from web.teams.meetings.refusals import MeetingChanged, MeetingRefused
from web.teams.meetings.tables import ACTIONS, meeting_url
from web.ui import tables


@of_meeting("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show what was reached and what is carried forward, then close the meeting."""
    form = CloseForm(request.POST) if request.method == "POST" else CloseForm.opened(version=meeting.version)
    if request.method != "POST" or not form.is_valid():
        return _close_page(request, meeting, form)
    cleaned = form.cleaned_data
    try:
        actions.close_meeting(
            by=request.user,
            meeting=meeting,
            note=cleaned["note"],
            key=cleaned["key"],
            version=cleaned["version"],
        )
    except MeetingRefused as refusal:
        status = 409 if isinstance(refusal, MeetingChanged) else 422
        return _close_page(request, meeting, form, refusal=str(refusal), status=status)
    messages.success(request, "The meeting is closed. Its minutes are kept as they are now.")
    return redirect("teams:meeting_minutes", slug=meeting.team.slug, meeting=meeting.pk)


@of_meeting("teams.see_meetings")
@require_GET
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the minutes, with the corrections under them; the list of actions is also a file."""
    from web.teams.navigation import TEAM_TABS
    from web.ui.navigation import tabs_for

    listing = tables.listing(request, tasks_of(meeting), ACTIONS)
    context = {
        "team": meeting.team,
        "team_tabs": tabs_for(request.user, TEAM_TABS, meeting.team.slug),
        "meeting": meeting,
        "minutes": read_minutes(by=request.user, meeting=meeting),
        "corrections": queries.corrections_of(meeting),
    }
    return page_or_file(
        request,
        "teams/meetings/minutes.jinja",
        context,
        listing=listing,
        permission="teams.hold_meetings",
        **care_of(meeting.team),
    )


@of_meeting("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask what is to be put right, and add it under the minutes."""
    lines = lines_of(meeting)
    named = [(line.item, f"{line.number}. {line.name}") for line in lines]
    if request.method != "POST":
        return _correct_page(request, meeting, CorrectionForm.opened(items=named), lines)
    form = CorrectionForm(request.POST, items=named)
    if form.is_valid():
        cleaned = form.cleaned_data
        item = next((item for item, _ in named if item.pk == cleaned["item"]), None)
        try:
            actions.correct(
                by=request.user, meeting=meeting, text=cleaned["text"], item=item, key=cleaned["key"]
            )
        except MeetingRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "The correction was added. The minutes above it stay as they were.")
            return redirect("teams:meeting_minutes", slug=meeting.team.slug, meeting=meeting.pk)
    return _correct_page(request, meeting, form, lines, status=422)


@of_person("teams.see_meetings")
@require_http_methods(["GET", "POST"])
def history(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show what meetings said of a person, and put them on an agenda."""
    case = queries.case_to_discuss(request.user, seen.pseudonym)
    planned = queries.planned_of(case.team) if case else []
    if request.method != "POST":
        return _history_page(request, seen, planned, PutForm.opened(meetings=planned))
    form = PutForm(request.POST, meetings=planned)
    if case is not None and form.is_valid():
        cleaned = form.cleaned_data
        meeting = next(each for each in planned if each.pk == cleaned["meeting"])
        try:
            actions.put_on_agenda(
                by=request.user, meeting=meeting, case=case, because=cleaned["because"], key=cleaned["key"]
            )
        except MeetingRefused as refusal:
            form.add_error("because", str(refusal))
        else:
            messages.success(request, "The person is on the agenda.")
            return redirect(meeting_url(meeting))
    return _history_page(request, seen, planned, form, status=422)


def _history_page(
    request: HttpRequest, seen: Seen, planned: list[Meeting], form: PutForm, *, status: int = 200
) -> HttpResponse:
    context = {"discussed": discussed(request.user, seen.pseudonym), "planned": planned, "form": form}
    return person_page(request, seen, "teams/meetings/history.jinja", context, status=status)


def _close_page(
    request: HttpRequest, meeting: Meeting, form: CloseForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    lines = lines_of(meeting)
    note_list(by=request.user, name="meeting-end", people=people_of(lines), team=meeting.team)
    context = {
        "meeting": meeting,
        "form": CloseForm.opened(version=queries.version_of(meeting)) if refusal else form,
        "lines": lines,
        "left": [line for line in lines if line.item.state == ItemState.WAITING],
        "quorum": quorum_of(meeting),
        "following": queries.next_meeting(meeting),
        "refusal": refusal,
    }
    status = 422 if form.errors else status
    return team_page(request, meeting.team, "teams/meetings/close.jinja", context, status=status)


def _correct_page(
    request: HttpRequest, meeting: Meeting, form: CorrectionForm, lines: list[Line], *, status: int = 200
) -> HttpResponse:
    note_list(by=request.user, name="minutes", people=people_of(lines), team=meeting.team)
    context: dict[str, Any] = {"meeting": meeting, "form": form}
    return team_page(request, meeting.team, "teams/meetings/correct.jinja", context, status=status)

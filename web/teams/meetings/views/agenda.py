"""One meeting and its agenda: built, put in order; who takes part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from web.teams.access.actions.lists import note_list
from web.teams.access.pages import team_page
from web.teams.access.people import Seen
from web.teams.meetings import actions
from web.teams.meetings.attendance import attendances_of, organisations, verdict
from web.teams.meetings.forms import AddForm, AttendanceForm, BuildForm, MoveForm, StartForm, TakeOffForm
from web.teams.meetings.guard import of_item, of_meeting
from web.teams.meetings.lines import lines_of, people_of
from web.teams.meetings.models import AgendaItem, Meeting
from web.teams.meetings.proposing import Proposed, case_with_number, proposed_for
from web.teams.meetings.queries import removed_of
from web.teams.meetings.refusals import MeetingChanged, MeetingRefused
from web.teams.meetings.tables import meeting_url
from web.teams.queries import members_of


@of_meeting("teams.see_meetings")
@require_GET
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show one meeting: who takes part, who is on the agenda and why."""
    return _meeting_page(request, meeting)


@of_meeting("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def build(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Propose who should be discussed, and put those chosen on the agenda."""
    proposed = proposed_for(meeting)
    if request.method != "POST":
        return _build_page(request, meeting, proposed, BuildForm.of(meeting, proposed))
    form = BuildForm(request.POST, cases=[each.case for each in proposed])
    if not form.is_valid():
        return _build_page(request, meeting, proposed, form, status=422)
    chosen = [each.proposal for each in proposed if each.case in form.cleaned_data["cases"]]
    return _done(
        request, meeting, form, lambda **how: actions.build_agenda(meeting=meeting, proposals=chosen, **how)
    )


@of_meeting("teams.hold_meetings")
@require_POST
def add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Put a person with this NHS number on the agenda, with the reason."""
    form = AddForm(request.POST)
    if form.is_valid():
        case = case_with_number(meeting.team, form.cleaned_data["nhs_number"])
        because = form.cleaned_data["because"]
        if case is not None:
            return _done(
                request,
                meeting,
                form,
                lambda **how: actions.put_on_agenda(meeting=meeting, case=case, because=because, **how),
            )
        form.add_error("nhs_number", "Nobody on your team's caseload has this NHS number: check it")
    return _meeting_page(request, meeting, add=form, status=422)


@of_meeting("teams.hold_meetings")
@require_POST
def move(request: HttpRequest, meeting: Meeting, item: int) -> HttpResponse:
    """Move a person to another place of the agenda."""
    form = MoveForm(request.POST)
    found = next((line.item for line in lines_of(meeting) if line.pk == item), None)
    if found is None or not form.is_valid():
        messages.error(request, "Enter the place to move to as a number.")
        return redirect(meeting_url(meeting))
    to = form.cleaned_data["to"]
    found.meeting = meeting
    return _done(request, meeting, form, lambda **how: actions.move(item=found, to=to, **how), words="")


@of_item("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, item: AgendaItem, seen: Seen) -> HttpResponse:
    """Ask why, then take a person off the agenda."""
    form = TakeOffForm(request.POST) if request.method == "POST" else TakeOffForm.opened()
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            actions.take_off(by=request.user, item=item, because=cleaned["because"], key=cleaned["key"])
        except MeetingRefused as refusal:
            form.add_error("because", str(refusal))
        else:
            messages.success(request, "The person was taken off the agenda.")
            return redirect(meeting_url(item.meeting))
    context = {"meeting": item.meeting, "item": item, "form": form, "person": seen.person}
    status = 422 if form.errors else 200
    return team_page(request, item.meeting.team, "teams/meetings/take_off.jinja", context, status=status)


@of_meeting("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask who takes part, and keep it."""
    members, known = list(members_of(meeting.team)), attendances_of(meeting)
    if request.method != "POST":
        return _attendance_page(request, meeting, AttendanceForm.of(meeting, members, known))
    form = AttendanceForm(request.POST, members=members, known=known)
    if not form.is_valid():
        return _attendance_page(request, meeting, form, status=422)
    people = form.people()
    try:
        actions.record_attendance(
            by=request.user,
            meeting=meeting,
            people=people,
            key=form.cleaned_data["key"],
            version=form.cleaned_data["version"],
        )
    except MeetingChanged as refusal:
        form = form.beside(meeting, str(refusal))
        return _attendance_page(request, meeting, form, status=409, meanwhile=known)
    messages.success(request, "Who takes part was saved.")
    return redirect(meeting_url(meeting))


def _done(
    request: HttpRequest, meeting: Meeting, form: Any, act: Any, words: str = "The agenda was changed."
) -> HttpResponse:
    """Do `act` and lead back to the agenda; a refusal is shown there."""
    cleaned = form.cleaned_data
    try:
        act(by=request.user, key=cleaned["key"], version=cleaned["version"])
    except MeetingChanged as refusal:
        return _meeting_page(request, meeting, refusal=str(refusal), status=409)
    except MeetingRefused as refusal:
        return _meeting_page(request, meeting, refusal=str(refusal), status=422)
    if words:
        messages.success(request, words)
    return redirect(meeting_url(meeting))


def _meeting_page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    add: AddForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    meeting.refresh_from_db(fields=["version", "state"])
    attendances, lines = attendances_of(meeting), lines_of(meeting)
    note_list(by=request.user, name="agenda", people=people_of(lines), team=meeting.team)
    context = {
        "meeting": meeting,
        "lines": lines,
        "removed": removed_of(meeting),
        "attendances": attendances,
        "organisations": organisations(attendances),
        "quorum": verdict(meeting, attendances),
        "move": MoveForm.opened(version=meeting.version),
        "add": add or AddForm.opened(version=meeting.version),
        "start": StartForm.opened(version=meeting.version),
        "refusal": refusal,
        "may_hold": request.user.has_perm("teams.hold_meetings"),
        "may_keep": request.user.has_perm("teams.keep_meetings"),
    }
    return team_page(request, meeting.team, "teams/meetings/meeting.jinja", context, status=status)


def _build_page(
    request: HttpRequest, meeting: Meeting, proposed: list[Proposed], form: BuildForm, *, status: int = 200
) -> HttpResponse:
    people = [each.person.pk for each in proposed]
    note_list(by=request.user, name="agenda-proposed", people=people, team=meeting.team)
    context = {"meeting": meeting, "proposed": proposed, "form": form, "chosen": form.chosen()}
    return team_page(request, meeting.team, "teams/meetings/build.jinja", context, status=status)


def _attendance_page(
    request: HttpRequest, meeting: Meeting, form: AttendanceForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"meeting": meeting, "form": form, **more}
    return team_page(request, meeting.team, "teams/meetings/attendance.jinja", context, status=status)

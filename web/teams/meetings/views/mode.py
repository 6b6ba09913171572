"""The meeting itself: one person per screen, what is decided of them, then the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lco.teams.meetings import BASES, Basis
from web.teams.access.people import Seen
from web.teams.meetings import actions
from web.teams.meetings.attendance import quorum_of
from web.teams.meetings.display import Display
from web.teams.meetings.forms import BasisForm, DiscussionForm
from web.teams.meetings.grounds import recorded_basis
from web.teams.meetings.guard import of_item
from web.teams.meetings.keys import KEYS
from web.teams.meetings.lines import beside, lines_of, next_waiting
from web.teams.meetings.models import AgendaItem, MeetingState
from web.teams.meetings.queries import actions_of_item, latest_discussion
from web.teams.meetings.refusals import DiscussedMeanwhile, MeetingRefused
from web.teams.meetings.summary import summary_of
from web.teams.queries import members_of


@of_item("teams.hold_meetings")
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, item: AgendaItem, seen: Seen) -> HttpResponse:
    """Show one person of the agenda; keep what is decided of them."""
    if not item.basis:
        return _basis_page(request, item, BasisForm.opened(recorded=recorded_basis(item.case)))
    if request.method != "POST":
        return _page(request, item, seen, _opened(item))
    form = _form(item, request.POST)
    if request.POST.get("step") == "more":
        return _page(request, item, seen, form.with_more_rows(), is_checked=False)
    if not form.is_valid():
        return _page(request, item, seen, form, status=422)
    return _keep(request, item, seen, form)


@of_item("teams.hold_meetings")
@require_POST
def basis(request: HttpRequest, item: AgendaItem, seen: Seen) -> HttpResponse:
    """Keep on what ground the person is discussed; then the person is shown."""
    form = BasisForm(request.POST, recorded=recorded_basis(item.case))
    if not form.is_valid():
        return _basis_page(request, item, form, status=422)
    cleaned = form.cleaned_data
    try:
        actions.record_basis(by=request.user, item=item, basis=cleaned["basis"], note=cleaned["note"])
    except MeetingRefused as refusal:
        form.add_error(None, str(refusal))
        return _basis_page(request, item, form, status=422)
    return redirect(address_of(item, Display.of(request.GET)))


@of_item("teams.see_meetings")
@require_GET
def skip(request: HttpRequest, item: AgendaItem, seen: Seen) -> HttpResponse:
    """Lead to the next person who waits, leaving this one for later."""
    return _on_to_next(item, Display.of(request.GET))


def address_of(item: AgendaItem, display: Display) -> str:
    """Return the address of a person of the agenda, shown the way `display` says."""
    where = reverse("teams:meeting_person", args=[item.meeting.team.slug, item.meeting_id, item.pk])
    return f"{where}{display.query}"


def _keep(request: HttpRequest, item: AgendaItem, seen: Seen, form: DiscussionForm) -> HttpResponse:
    cleaned = form.cleaned_data
    try:
        actions.record_discussion(
            by=request.user,
            item=item,
            decided=form.decided(),
            key=cleaned["key"],
            version=cleaned["version"],
        )
    except DiscussedMeanwhile as refusal:
        again = form.again(version=refusal.latest.number)
        return _page(request, item, seen, again, meanwhile=refusal, status=409)
    except MeetingRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, item, seen, form, status=422)
    messages.success(request, "The discussion was saved.")
    return _on_to_next(item, Display.of(request.GET))


def _on_to_next(item: AgendaItem, display: Display) -> HttpResponse:
    following = next_waiting(lines_of(item.meeting), item)
    if following is None:
        return redirect("teams:meeting_close", slug=item.meeting.team.slug, meeting=item.meeting_id)
    following.item.meeting = item.meeting
    return redirect(address_of(following.item, display))


def _form(item: AgendaItem, data: Any) -> DiscussionForm:
    members, kept = list(members_of(item.case.team)), len(actions_of_item(item))
    return DiscussionForm(data, item=item, members=members, actions=kept)


def _opened(item: AgendaItem) -> DiscussionForm:
    """Return the form with what was recorded before, or else with what the case says now."""
    latest = latest_discussion(item)
    start: dict[str, Any] = {"coordinator": item.case.coordinator_id, "rows": None}
    if latest is not None:
        names = ("summary", "decision", "no_action_reason", "review_on", "minutes_spent")
        start = {**{name: getattr(latest, name) for name in names}, "coordinator": latest.coordinator_id}
    return DiscussionForm.opened(
        version=latest.number if latest else 0,
        initial=start,
        item=item,
        members=list(members_of(item.case.team)),
        actions=len(actions_of_item(item)),
    )


def _page(
    request: HttpRequest,
    item: AgendaItem,
    seen: Seen,
    form: DiscussionForm,
    *,
    status: int = 200,
    is_checked: bool = True,
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "is_checked": is_checked,
        "summary": summary_of(request.user, seen, item),
        "actions": actions_of_item(item),
        "latest": latest_discussion(item),
        "basis": BASES[Basis(item.basis)],
        **more,
    }
    return _shown(request, item, "person", context, status)


def _basis_page(
    request: HttpRequest, item: AgendaItem, form: BasisForm, *, status: int = 200
) -> HttpResponse:
    return _shown(request, item, "basis", {"form": form}, status)


def _shown(
    request: HttpRequest, item: AgendaItem, name: str, context: dict[str, Any], status: int
) -> HttpResponse:
    display = Display.of(request.GET)
    lines = lines_of(item.meeting, display)
    before, after = beside(lines, item)
    shell = {
        "meeting": item.meeting,
        "item": item,
        "display": display,
        "lines": lines,
        "before": before,
        "after": after,
        "number": next((line.number for line in lines if line.pk == item.pk), 0),
        "is_held": item.meeting.state == MeetingState.HELD,
        "quorum": quorum_of(item.meeting),
        "keys": KEYS,
    }
    return render(request, f"teams/meetings/{name}.jinja", {**shell, **context}, status=status)

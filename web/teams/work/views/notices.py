"""Messages: listed, opened, marked as read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from web.accounts.access import requires
from web.teams.work import actions
from web.teams.work.queries import notices_of


@requires("teams.see_work")
@require_GET
def task_notices(request: HttpRequest) -> HttpResponse:
    """List the messages to the user, the newest first."""
    found = list(notices_of(request.user)[:100])
    context = {
        "notices": found,
        "unread": sum(1 for each in found if each.read_at is None),
        "newest": max((each.pk for each in found), default=0),
    }
    return render(request, "teams/work/notices.jinja", context)


@requires("teams.see_work")
@require_POST
def task_notice_open(request: HttpRequest, notice: int) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    held = get_object_or_404(notices_of(request.user), pk=notice)
    actions.mark_read(by=request.user, notice=held)
    return redirect("teams:task_notices" if "stay" in request.POST else held.address)


@requires("teams.see_work")
@require_POST
def task_notices_read(request: HttpRequest) -> HttpResponse:
    """Mark every message up to the newest one shown as read."""
    shown = request.POST.get("newest", "")
    done = actions.mark_all_read(by=request.user, up_to=int(shown) if shown.isdecimal() else 0)
    messages.success(request, f"Marked as read: {done}.")
    return redirect("teams:task_notices")

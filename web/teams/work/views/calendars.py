"""The calendar: downloaded, or read by another program through an address with a secret in it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from web.accounts.access import requires
from web.teams.work import actions
from web.teams.work.calendars import calendar_of, feed_of, user_of_feed


@requires("teams.see_work")
@require_GET
def task_calendar(request: HttpRequest) -> HttpResponse:
    """Say how to get one's visits into another calendar, and whether an address is open."""
    context = {"feed": feed_of(request.user), "key": uuid.uuid4()}
    return render(request, "teams/work/calendar.jinja", context)


@requires("teams.see_work")
@require_GET
def task_calendar_file(request: HttpRequest) -> HttpResponse:
    """Give one's visits as a calendar file."""
    return _file(request, request.user)


@requires("teams.change_work")
@require_POST
def task_feed_make(request: HttpRequest) -> HttpResponse:
    """Make a calendar address and show it, this once."""
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return redirect("teams:task_calendar")
    secret = actions.make_feed(by=request.user, key=key)
    if not secret:
        messages.error(request, "This address was shown already, once. Make a new one if you lost it.")
        return redirect("teams:task_calendar")
    address = request.build_absolute_uri(reverse("teams:task_feed", args=[secret]))
    response = render(request, "teams/work/calendar_made.jinja", {"address": address})
    response["Cache-Control"] = "no-store"
    return response


@requires("teams.change_work")
@require_POST
def task_feed_revoke(request: HttpRequest) -> HttpResponse:
    """Take the calendar address back: from now on it opens nothing."""
    if actions.revoke_feed(by=request.user):
        messages.success(request, "The address opens nothing any more.")
    else:
        messages.error(request, "You have no calendar address: there is nothing to take back.")
    return redirect("teams:task_calendar")


@login_not_required
@require_GET
def task_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the visits of whose secret this is; anything else is not here."""
    user = user_of_feed(secret)
    if user is None:
        raise Http404("no such calendar")
    return _file(request, user)


def _file(request: HttpRequest, user: object) -> HttpResponse:
    def address_of(page: str, *keys: Any) -> str:
        return request.build_absolute_uri(reverse(page, args=keys))

    response = HttpResponse(calendar_of(user, address_of), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="visits.ics"'
    response["Cache-Control"] = "private, no-store"
    return response

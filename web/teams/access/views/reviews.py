"""What the privacy officer looks at: emergency accesses, letters, looks that met a rule."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.governance.alerts import rules
from web.accounts.access import requires
from web.audit.actions import record_look
from web.audit.exports import page_or_file
from web.audit.models import Purpose
from web.teams.access import actions, queries
from web.teams.access.forms import AlertForm, BreaksFilter, NoticeForm, ReviewForm
from web.teams.access.letters import letter_of
from web.teams.access.models import AccessAlert, BrokenGlass
from web.teams.access.refusals import AccessRefused
from web.teams.access.tables import ALERTS, BREAKS
from web.ui import tables


@requires("teams.review_breaks")
@require_GET
def breaks(request: HttpRequest) -> HttpResponse:
    """List emergency accesses, those to be reviewed first."""
    filters = BreaksFilter(request.GET)
    found = queries.breaks(filters.chosen().get("state", ""))
    listing = tables.listing(request, found, BREAKS, filters=filters)
    context = {
        "filters": filters,
        "waiting": queries.breaks().count(),
        "late": queries.breaks("late").count(),
        "untold": queries.notices_open(),
        "alerts": queries.alerts().count(),
    }
    return page_or_file(
        request, "teams/access/breaks.jinja", context, listing=listing, permission="teams.review_breaks"
    )


@requires("teams.review_breaks")
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Show what was done in an emergency access, and take its review."""
    broken = _break(number)
    form = ReviewForm(request.POST) if request.method == "POST" else ReviewForm.opened()
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            actions.review_break(
                by=request.user,
                broken=broken,
                outcome=asked["outcome"],
                note=asked["note"],
                key=asked["key"],
            )
        except AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The review of access {broken.pk} is kept.")
            return redirect("teams:access_breaks")
    context = {
        "broken": broken,
        "form": form,
        "did": queries.done_during(broken),
        "is_own": broken.user_id == request.user.pk,
    }
    return render(request, "teams/access/break.jinja", context, status=422 if form.errors else 200)


@requires("teams.review_breaks")
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """Show the letter to the person, and keep whether they were told."""
    broken = _break(number)
    record_look(
        by=request.user,
        person=broken.person_id,
        purpose=Purpose.AUDIT,
        detail=f"letter about emergency access {broken.pk}",
    )
    form = NoticeForm(request.POST) if request.method == "POST" else NoticeForm()
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            actions.settle_notice(
                by=request.user,
                notice=broken.notice,
                is_told=asked["told"] == "yes",
                reason=asked["reason"],
            )
        except AccessRefused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, f"Kept for access {broken.pk}.")
            return redirect("teams:access_break", number=broken.pk)
    context = {"broken": broken, "form": form, "letter": letter_of(broken)}
    return render(request, "teams/access/letter.jinja", context, status=422 if form.errors else 200)


@requires("teams.review_breaks")
@require_GET
def alerts(request: HttpRequest) -> HttpResponse:
    """List looks that met a rule: own record, same surname, same address."""
    listing = tables.listing(request, queries.alerts(), ALERTS)
    return page_or_file(
        request,
        "teams/access/alerts.jinja",
        {"rules": rules()},
        listing=listing,
        permission="teams.review_breaks",
    )


@requires("teams.review_breaks")
@require_http_methods(["GET", "POST"])
def alert(request: HttpRequest, number: int) -> HttpResponse:
    """Show one such look, and keep what was found of it."""
    found = _alert(number)
    form = AlertForm(request.POST) if request.method == "POST" else AlertForm.opened()
    if form.is_bound and form.is_valid():
        try:
            actions.close_alert(by=request.user, alert=found, finding=form.cleaned_data["finding"])
        except AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "What you found is kept.")
            return redirect("teams:access_alerts")
    rule = next(each for each in rules() if each.id == found.kind)
    context = {"alert": found, "form": form, "rule": rule}
    return render(request, "teams/access/alert.jinja", context, status=422 if form.errors else 200)


def _break(number: int) -> BrokenGlass:
    broken = queries.break_of(number)
    if broken is None:
        raise Http404
    return broken


def _alert(number: int) -> AccessAlert:
    found = queries.alert_of(number)
    if found is None:
        raise Http404
    return found

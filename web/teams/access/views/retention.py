"""How long records are kept, what is past its time, and what is held all the same."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lco.teams.governance.retention import rules
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.access import actions, queries
from web.teams.access.finding import found
from web.teams.access.forms import HoldForm
from web.teams.access.refusals import AccessRefused
from web.teams.access.retention import records_due
from web.teams.access.tables import DUE
from web.teams.cases import standards
from web.ui import tables


@requires("teams.see_retention")
@require_GET
def retention(request: HttpRequest) -> HttpResponse:
    """List the records past their time, the holds, and the rules."""
    listing = tables.listing(request, records_due(), DUE)
    context = {
        "rules": list(rules(standards.current()).values()),
        "holds": queries.holds(),
        "may_hold": request.user.has_perm("teams.answer_subject_access"),
    }
    return page_or_file(
        request, "teams/access/retention.jinja", context, listing=listing, permission="teams.see_retention"
    )


@requires("teams.answer_subject_access")
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest) -> HttpResponse:
    """Keep a person's records whatever the rules say."""
    form = HoldForm(request.POST) if request.method == "POST" else HoldForm.opened()
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            actions.hold_records(
                by=request.user, person=found(request, form), reason=asked["reason"], key=asked["key"]
            )
        except AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The records are held.")
            return redirect("teams:access_retention")
    return render(request, "teams/access/hold.jinja", {"form": form}, status=422 if form.errors else 200)


@requires("teams.answer_subject_access")
@require_POST
def lift(request: HttpRequest, number: int) -> HttpResponse:
    """Lift a hold."""
    held = queries.hold_of(number)
    if held is None:
        raise Http404
    actions.lift_hold(by=request.user, hold=held)
    messages.success(request, "The hold is lifted.")
    return redirect("teams:access_retention")

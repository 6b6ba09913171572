"""Opt-outs as the privacy officer keeps them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.access import actions, queries
from web.teams.access.finding import found
from web.teams.access.forms import OptOutForm
from web.teams.access.refusals import AccessRefused
from web.teams.access.tables import OPT_OUTS
from web.ui import tables


@requires("teams.keep_opt_outs")
@require_GET
def opt_outs(request: HttpRequest) -> HttpResponse:
    """List what holds of each person who said something of an opt-out."""
    listing = tables.listing(request, queries.opt_outs(), OPT_OUTS)
    return page_or_file(
        request, "teams/access/opt_outs.jinja", {}, listing=listing, permission="teams.keep_opt_outs"
    )


@requires("teams.keep_opt_outs")
@require_http_methods(["GET", "POST"])
def opt_out(request: HttpRequest) -> HttpResponse:
    """Keep what a person said of an opt-out."""
    form = OptOutForm(request.POST) if request.method == "POST" else OptOutForm.opened()
    if form.is_bound and form.is_valid():
        try:
            actions.record_opt_out(by=request.user, person=found(request, form), **form.decision())
        except AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The opt-out is kept. The records learn of it with the next sending.")
            return redirect("teams:access_opt_outs")
    return render(request, "teams/access/opt_out.jinja", {"form": form}, status=422 if form.errors else 200)

"""Lists of cases: the caseload, the queue, the list people are found from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.governance import Relationship
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.access.actions.lists import note_list
from web.teams.access.guard import of_team
from web.teams.access.pages import team_page
from web.teams.access.sections import care_of
from web.teams.cases import actions, flag_rules, queries
from web.teams.cases.forms import CaseloadFilter, FindFilter, FindForm, QueueFilter
from web.teams.cases.shells import team_shell
from web.teams.cases.tables import CASELOAD, FIND, QUEUE, TEAM_CASELOAD
from web.teams.models import Team
from web.teams.queries import teams_of
from web.ui import tables
from web.ui.words import plural


@requires("teams.see_cases")
@require_GET
def caseloads(request: HttpRequest) -> HttpResponse:
    """List the people on the caseloads of the user's teams."""
    form = CaseloadFilter(request.GET)
    cases = queries.cases_seen_by(request.user)
    found = queries.narrowed(queries.caseload(cases), form.chosen(), user=request.user)
    listing = tables.listing(request, found, CASELOAD, filters=form)
    teams = list(teams_of(request.user))
    context = {"filters": form, "counts": queries.counts(cases), "teams": teams}
    return _page_or_file(request, "caseloads", context, listing, None)


@of_team("teams.see_cases")
@require_GET
def caseload(request: HttpRequest, team: Team) -> HttpResponse:
    """List the people on one team's caseload."""
    form = CaseloadFilter(request.GET, members=queries.member_choices(team))
    cases = queries.of_team(team)
    found = queries.narrowed(queries.caseload(cases), form.chosen(), user=request.user)
    listing = tables.listing(request, found, TEAM_CASELOAD, filters=form)
    context = {"filters": form, "counts": queries.counts(cases), **team_shell(request, team)}
    return _page_or_file(request, "caseload", context, listing, team)


@of_team("teams.see_cases")
@require_GET
def queue(request: HttpRequest, team: Team) -> HttpResponse:
    """List who waits for one team's triage."""
    form = QueueFilter(request.GET)
    cases = queries.of_team(team)
    found = queries.narrowed(queries.queue(cases), form.chosen())
    listing = tables.listing(request, found, QUEUE, filters=form)
    counted = {"counts": queries.counts(cases), "sources": queries.source_counts(cases)}
    context = {"filters": form, "flag_kinds": flag_rules.told(), **counted, **team_shell(request, team)}
    return _page_or_file(request, "queue", context, listing, team)


@of_team("teams.change_cases")
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest, team: Team) -> HttpResponse:
    """Show the people nobody has opened a case for, and put those chosen on the list for triage."""
    form = FindForm(request.POST) if request.method == "POST" else FindForm.opened()
    if request.method == "POST" and form.is_valid():
        return _found(request, team, form)
    filters = FindFilter(request.GET)
    waiting = queries.to_be_found(team, filters.chosen().get("need", ""))
    listing = tables.listing(request, waiting, FIND, filters=filters)
    people = listing.people(listing.page)
    note_list(
        by=request.user,
        name=FIND.name,
        people=people,
        team=team,
        relationship=Relationship.NEIGHBOURHOOD_TEAM,
    )
    context = {"filters": filters, "form": form, "listing": listing, "can_export": False}
    return team_page(request, team, "teams/cases/find.jinja", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, team: Team, form: FindForm) -> HttpResponse:
    people = queries.chosen_of(team, form.chosen())
    judged = queries.judged_higher(people)
    key = form.cleaned_data["key"]
    try:
        found = actions.find(by=request.user, team=team, people=people, key=key, judged=judged)
    except actions.CaseRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _said(len(found), len(people)))
    return redirect("teams:case_queue", slug=team.slug)


def _said(found: int, chosen: int) -> str:
    put = f"{plural(found, 'person was', 'people were')} put on the queue."
    return (
        f"{put} {plural(chosen - found, 'other has', 'others have')} a case already."
        if found < chosen
        else put
    )


def _page_or_file(
    request: HttpRequest, name: str, context: dict[str, Any], listing: tables.Listing, team: Team | None
) -> HttpResponse:
    return page_or_file(
        request,
        f"teams/cases/{name}.jinja",
        context,
        listing=listing,
        permission="teams.export_people",
        **care_of(team),
    )

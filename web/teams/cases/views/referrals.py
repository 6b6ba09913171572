"""Referrals: of a person one sees already, and of somebody who has to be found first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from web.teams.access.actions.lists import note_list
from web.teams.access.guard import of_person, of_team
from web.teams.access.pages import team_page
from web.teams.access.people import Seen
from web.teams.cases import actions, queries
from web.teams.cases.candidates import Candidates, candidates, team_for
from web.teams.cases.forms import PersonReferralForm, ReferralForm
from web.teams.cases.views.asking import answered
from web.teams.cases.views.person import back, page_of
from web.teams.models import Team
from web.teams.queries import today


@of_person("teams.change_cases")
@require_http_methods(["GET", "POST"])
def refer_person(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Take in a referral of a person one sees."""
    page = page_of(
        request, seen, queries.open_case_of(seen.pseudonym), "Take in a referral", template="refer_person"
    )
    if request.method != "POST":
        return page(ReferralForm.opened(initial={"received_on": today()}))
    form = ReferralForm(request.POST)

    def keep() -> HttpResponse:
        team = team_for(seen.person)
        if team is None:
            raise actions.CaseRefused(
                "No team looks after this person: they are not in the list of the place."
            )
        actions.refer(
            by=request.user, person=seen.person, team=team, told=form.told(), key=form.cleaned_data["key"]
        )
        return back(request, seen, "The referral was taken in.")

    return answered(request, form, page=page, keep=keep)


@of_team("teams.change_cases")
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, team: Team) -> HttpResponse:
    """Take in a referral: find who is meant first, then put it on the queue of their team."""
    if request.method != "POST":
        return _page(request, team, PersonReferralForm.opened(initial={"received_on": today()}))
    form = PersonReferralForm(request.POST)
    if not form.is_valid():
        return _page(request, team, form, status=422)
    if request.POST.get("step") == "change":
        return _page(request, team, form)
    actions.note_search(by=request.user, team=team)
    found = candidates(request.user, form.who())
    if found.are_none:
        return _page(request, team, form, name="refer_nobody", status=422)
    chosen = request.POST.get("person", "")
    if request.POST.get("step") != "save" or not chosen:
        is_unchosen = request.POST.get("step") == "save"
        return _choose(request, team, form, found, is_unchosen=is_unchosen)
    return _keep(request, team, form, found, chosen)


def _keep(
    request: HttpRequest, team: Team, form: PersonReferralForm, found: Candidates, chosen: str
) -> HttpResponse:
    own = {str(each.person.pk): each.person for each in found.own}
    person = found.elsewhere if chosen == "elsewhere" else own.get(chosen)
    holder = team_for(person) if person is not None else None
    if person is None or holder is None:
        return _choose(request, team, form, found, is_unchosen=True)
    once = {"by": request.user, "told": form.told(), "key": form.cleaned_data["key"]}
    try:
        actions.refer(person=person, team=holder, sent_from=team, **once)
    except actions.CaseRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, team, form, status=422)
    if chosen == "elsewhere":
        messages.success(request, "The referral was sent to the team that looks after this person.")
        return redirect("teams:case_queue", slug=team.slug)
    messages.success(request, "The referral was taken in.")
    return redirect("teams:case", pseudonym=person.pk)


def _choose(
    request: HttpRequest, team: Team, form: PersonReferralForm, found: Candidates, *, is_unchosen: bool
) -> HttpResponse:
    people = [each.person.pk for each in found.own]
    note_list(by=request.user, name="who-is-meant", people=people, team=team)
    more = {"found": found, "is_unchosen": is_unchosen}
    return _page(request, team, form, name="refer_who", status=422 if is_unchosen else 200, **more)


def _page(
    request: HttpRequest, team: Team, form: Any, *, name: str = "refer", status: int = 200, **more: Any
) -> HttpResponse:
    return team_page(request, team, f"teams/cases/{name}.jinja", {"form": form, **more}, status=status)

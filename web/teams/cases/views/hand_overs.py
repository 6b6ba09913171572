"""Hand-overs: a case is offered, answered, taken back; who lives elsewhere than their team is listed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.governance import Relationship
from web.audit.exports import page_or_file
from web.teams.access.guard import of_person, of_team
from web.teams.access.pages import team_page
from web.teams.access.people import Seen
from web.teams.access.sections import care_of
from web.teams.cases import actions, queries
from web.teams.cases import hand_over_queries as handed
from web.teams.cases.forms import AnswerForm, HandOverFilter, HandOverForm
from web.teams.cases.hand_over_tables import TABLES
from web.teams.cases.models import Case, HandOver
from web.teams.cases.shells import team_shell
from web.teams.cases.views.asking import answered
from web.teams.cases.views.person import back, of_case, page_of
from web.teams.models import Team
from web.ui import tables


@of_person("teams.hand_over")
@require_http_methods(["GET", "POST"])
@of_case
def hand_over(request: HttpRequest, seen: Seen, held: Case) -> HttpResponse:
    """Offer a person's case to another team: by default that of the neighbourhood they live in now."""
    teams = handed.team_choices(held.team)
    waiting = handed.waiting_of(seen.pseudonym)
    page = page_of(request, seen, held, "Hand over to another team", template="hand_over", waiting=waiting)
    if request.method != "POST":
        initial = handed.suggested(held, seen.listing)
        return page(HandOverForm.opened(version=held.version, initial=initial, teams=teams))
    form = HandOverForm(request.POST, teams=teams)

    def keep() -> HttpResponse:
        to_team = handed.team_by_key(form.cleaned_data["to_team"])
        actions.hand_over(by=request.user, case=held, **{**form.cleaned_data, "to_team": to_team})
        return back(
            request, seen, f"Offered to {to_team.name}. The case stays with your team until they accept."
        )

    return answered(request, form, page=page, keep=keep)


@of_team("teams.see_cases")
@require_GET
def hand_overs(request: HttpRequest, team: Team) -> HttpResponse:
    """List what is offered to and by a team, and who lives elsewhere than the team that holds their case."""
    filters = HandOverFilter(request.GET)
    shown = filters.chosen().get("show", "")
    rows = {
        "": handed.offered_to,
        "by_us": handed.offered_by,
        "away": handed.moved_away,
        "here": handed.moved_here,
        "over": handed.answered,
    }[shown](team)
    listing = tables.listing(request, rows, TABLES[shown], filters=filters)
    context = {
        "filters": filters,
        "shown": shown,
        "counts": handed.counts_of(team),
        **team_shell(request, team),
    }
    return page_or_file(
        request,
        "teams/cases/hand_overs.jinja",
        context,
        listing=listing,
        permission="teams.export_people",
        **care_of(team, Relationship.HAND_OVER if shown == "" else Relationship.CASELOAD),
    )


@of_team("teams.hand_over")
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, team: Team, key: int) -> HttpResponse:
    """Show an offer to the team it goes to, and take its answer."""
    offer = _offer(request, team, key)
    members = queries.member_choices(offer.to_team)
    page = _page_of(request, team, offer)
    if request.method != "POST":
        return page(AnswerForm.opened(members=members))
    form = AnswerForm(request.POST, members=members)

    def keep() -> HttpResponse:
        return _answered(request, team, offer, form.cleaned_data)

    return answered(request, form, page=page, keep=keep)


@of_team("teams.hand_over")
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, team: Team, key: int) -> HttpResponse:
    """Ask, then take an offer back that nobody has answered."""
    offer = _offer(request, team, key)
    if request.method != "POST":
        return team_page(request, team, "teams/cases/take_back.jinja", {"offer": offer})
    try:
        actions.take_back(by=request.user, hand_over=offer, key=offer.key)
    except actions.CaseRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The offer was taken back: the person stays with your team.")
    return redirect("teams:case_hand_overs", slug=team.slug)


def _offer(request: HttpRequest, team: Team, key: int) -> HandOver:
    offer = handed.hand_over_for(request.user, team, key)
    if offer is None:
        raise Http404(key)
    actions.note_offer_seen(by=request.user, hand_over=offer)
    return offer


def _page_of(request: HttpRequest, team: Team, offer: HandOver) -> Any:
    def page(form: Any, *, is_check: bool = False, status: int = 200, **more: Any) -> HttpResponse:
        name = "answer_check" if is_check else "answer"
        context = {"offer": offer, "form": form, "follows": handed.what_follows(offer), **more}
        return team_page(request, team, f"teams/cases/{name}.jinja", context, status=status)

    return page


def _answered(request: HttpRequest, team: Team, offer: HandOver, given: dict[str, Any]) -> HttpResponse:
    once = {"by": request.user, "hand_over": offer, "key": given["key"]}
    if given["answer"] == "return":
        actions.return_hand_over(**once, why=given["note"])
        messages.success(request, "The offer was returned: the person stays with the other team.")
    else:
        coordinator = queries.members_by_key(offer.to_team).get(given["coordinator"])
        actions.accept(**once, coordinator=coordinator, note=given["note"])
        messages.success(request, "The person is on your team's caseload now.")
    return redirect("teams:case_hand_overs", slug=team.slug)

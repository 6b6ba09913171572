"""What a team judges of a person's tier: recorded, checked before it is saved, taken back, listed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.governance import Relationship
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population.models import Listing
from web.teams import actions, queries
from web.teams.access.sections import care_of
from web.teams.forms import JudgementForm, JudgementsFilter, WithdrawalForm
from web.teams.judgements import in_state, judgements_seen_by, latest_of
from web.teams.tables import JUDGEMENTS, TIER_TAGS
from web.ui import tables


@requires("teams.judge_people")
@require_GET
def judgements(request: HttpRequest) -> HttpResponse:
    """List what was last judged of each person of the user's teams."""
    form = JudgementsFilter(request.GET)
    found = in_state(judgements_seen_by(request.user), form.chosen().get("state", ""))
    listing = tables.listing(request, found, JUDGEMENTS, filters=form)
    return page_or_file(
        request,
        "teams/judgements.jinja",
        {"filters": form},
        listing=listing,
        permission="teams.export_people",
        **care_of(relationship=Relationship.NEIGHBOURHOOD_TEAM),
    )


@requires("teams.judge_people")
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Ask for a judgement, show it to be checked, keep it."""
    listing = _seen(request, pseudonym)
    if listing is None:
        return render(request, "teams/person_refused.jinja", status=403)
    latest = latest_of(listing.person_id)
    if request.method != "POST":
        return _page(request, "judge", listing, JudgementForm.opened(latest))
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return _page(request, "judge", listing, form, status=422)
    if request.POST.get("step") == "change":
        return _page(request, "judge", listing, form)
    if request.POST.get("step") != "save":
        return _check(request, listing, form)
    return _keep(request, listing, form)


@requires("teams.judge_people")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Ask why, then take the judgement of a person back."""
    listing = _seen(request, pseudonym)
    if listing is None:
        return render(request, "teams/person_refused.jinja", status=403)
    latest = latest_of(listing.person_id)
    if latest is None or not latest.holds(queries.today()):
        messages.error(request, "No judgement holds of this person: there is nothing to take back.")
        return redirect("teams:person", pseudonym=pseudonym)
    if request.method != "POST":
        return _page(request, "withdraw", listing, WithdrawalForm.opened(latest), latest=latest)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _page(request, "withdraw", listing, form, latest=latest, status=422)
    return _take_back(request, listing, form)


def _seen(request: HttpRequest, pseudonym: int) -> Listing | None:
    """Return the person if the user may see them; either way the look is written down."""
    listing = queries.person_seen_by(request.user, pseudonym)
    if listing is None:
        actions.note_refused_look(by=request.user, pseudonym=pseudonym)
    else:
        actions.note_look(by=request.user, listing=listing)
    return listing


def _keep(request: HttpRequest, listing: Listing, form: JudgementForm) -> HttpResponse:
    cleaned = form.cleaned_data
    try:
        actions.judge(
            by=request.user,
            listing=listing,
            decision=form.decision(queries.today()),
            key=cleaned["key"],
            after=cleaned["after"],
        )
    except actions.JudgedMeanwhile as refusal:
        return _check(request, listing, form.again(refusal.latest), meanwhile=refusal, status=409)
    except actions.JudgementRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your judgement was saved. It stands beside the tier of the list.")
    return redirect("teams:person", pseudonym=listing.person_id)


def _take_back(request: HttpRequest, listing: Listing, form: WithdrawalForm) -> HttpResponse:
    try:
        actions.withdraw(by=request.user, listing=listing, **form.cleaned_data)
    except actions.JudgementRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The judgement was taken back.")
    return redirect("teams:person", pseudonym=listing.person_id)


def _check(
    request: HttpRequest, listing: Listing, form: JudgementForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    form.full_clean()
    answers = form.answers(queries.today())
    return _page(request, "judge_check", listing, form, status=status, answers=answers, **more)


def _page(
    request: HttpRequest, name: str, listing: Listing, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "listing": listing,
        "person": listing.person,
        "tier": TIER_TAGS[listing.tier],
        "form": form,
        **more,
    }
    return render(request, f"teams/{name}.jinja", context, status=status)

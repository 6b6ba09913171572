"""A concern is decided on, acted on, made known to who needs to know, and closed."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lco.teams.safeguarding import Stage, endings
from web.teams.access.people import Seen
from web.teams.access.sections import Permit
from web.teams.safeguarding import actions, queries
from web.teams.safeguarding.forms import CloseForm, DecideForm, NameForm, StepForm
from web.teams.safeguarding.models import Concern
from web.teams.safeguarding.refusals import not_decided_by_them
from web.teams.safeguarding.sight import decides
from web.teams.safeguarding.views.asking import View, answered, back, of_concern, page_of


def of_decider(view: View) -> View:
    """Let a view through for who decides on the concern; the others who know of it read who does."""

    @wraps(view)
    def guarded(
        request: HttpRequest, seen: Seen, concern: Concern, sight: Permit, **kwargs: Any
    ) -> HttpResponse:
        if not decides(request.user, concern):
            messages.error(request, not_decided_by_them())
            return redirect("teams:safeguarding_concern", pseudonym=seen.pseudonym, number=concern.pk)
        return view(request, seen, concern, sight, **kwargs)

    return guarded


@of_concern("teams.decide_safeguarding")
@require_http_methods(["GET", "POST"])
@of_decider
def decide(request: HttpRequest, seen: Seen, concern: Concern, sight: Permit) -> HttpResponse:
    """Ask what is said of each leg and what is done next, show what follows, keep it."""
    page = page_of(request, seen, concern, "Decide on the three legs", "decide")
    given = {"people": queries.who_may_do(concern), "age": seen.person.age}
    if request.method != "POST":
        return page(DecideForm.opened(version=concern.version, **given))
    form = DecideForm(request.POST, **given)

    def keep() -> HttpResponse:
        once = {"key": form.cleaned_data["key"], "version": form.cleaned_data["version"]}
        actions.decide_on(by=request.user, concern=concern, answers=form.said(), step=form.step(), **once)
        return back(request, concern, f"{form.decision().in_words}")

    return answered(request, form, page=page, keep=keep)


@of_concern("teams.raise_safeguarding")
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, seen: Seen, concern: Concern, sight: Permit) -> HttpResponse:
    """Ask what is done next, by whom, until when."""
    page = page_of(request, seen, concern, "Agree a step", "form")
    people = queries.who_may_do(concern)
    if request.method != "POST":
        return page(StepForm.opened(version=concern.version, people=people))
    form = StepForm(request.POST, people=people)

    def keep() -> HttpResponse:
        once = {"key": form.cleaned_data["key"], "version": form.cleaned_data["version"]}
        actions.add_step(by=request.user, concern=concern, step=form.step(), **once)
        return back(request, concern, "The step is agreed. It stands in the day of whoever does it.")

    return answered(request, form, page=page, keep=keep)


@of_concern("teams.raise_safeguarding")
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, seen: Seen, concern: Concern, sight: Permit) -> HttpResponse:
    """Ask who else needs to know, and why."""
    page = page_of(request, seen, concern, "Name who needs to know", "form")
    people = queries.who_may_learn(concern)
    if request.method != "POST":
        return page(NameForm.opened(version=concern.version, people=people))
    form = NameForm(request.POST, people=people)

    def keep() -> HttpResponse:
        cleaned = form.cleaned_data
        users = [int(each) for each in cleaned["users"]]
        once = {"why": cleaned["why"], "key": cleaned["key"], "version": cleaned["version"]}
        actions.name_people(by=request.user, concern=concern, users=users, **once)
        return back(request, concern, "They are named, and were told that something waits for them.")

    return answered(request, form, page=page, keep=keep)


@of_concern("teams.decide_safeguarding")
@require_http_methods(["GET", "POST"])
@of_decider
def close(request: HttpRequest, seen: Seen, concern: Concern, sight: Permit) -> HttpResponse:
    """Ask what came of it, show it to be checked, and close the concern."""
    if not endings(Stage(concern.stage)):
        messages.error(request, "What is not decided, or is closed already, cannot be closed.")
        return redirect("teams:safeguarding_concern", pseudonym=seen.pseudonym, number=concern.pk)
    page = page_of(request, seen, concern, "Close the concern", "form")
    if request.method != "POST":
        return page(CloseForm.opened(version=concern.version, stage=concern.stage))
    form = CloseForm(request.POST, stage=concern.stage)

    def keep() -> HttpResponse:
        actions.close(by=request.user, concern=concern, **form.cleaned_data)
        return back(request, concern, "The concern is closed.")

    return answered(request, form, page=page, keep=keep)

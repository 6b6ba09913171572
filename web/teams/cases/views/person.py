"""One person's case: where it stands, what comes next, and each act on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.workflow import TRANSITIONS, Act
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.cases import actions, queries
from web.teams.cases.endings import what_ended
from web.teams.cases.forms import ActForm, BestInterestsForm, StepDownForm
from web.teams.cases.models import Case
from web.teams.cases.stepping_down import legs_of
from web.teams.cases.steps import is_done_here
from web.teams.cases.summary import summary_of
from web.teams.cases.views.asking import answered
from web.teams.queries import is_lead_of, today
from web.ui.checking import Page

View = Callable[..., HttpResponse]


@of_person("teams.see_cases")
@require_GET
def case(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show where the person stands, what comes next and everything that was done."""
    it = summary_of(queries.cases_of(seen.pseudonym), request.user, seen)
    return person_page(request, seen, "teams/cases/case.jinja", {"it": it, "new_key": uuid.uuid4()})


def of_case(view: View) -> View:
    """Let a view act on the person's case, given as ``held``, for members of the team that holds it."""

    @wraps(view)
    def guarded(request: HttpRequest, seen: Seen, *args: Any, **kwargs: Any) -> HttpResponse:
        held = queries.case_to_act_on(seen.pseudonym)
        if held is None or not queries.may_act(request.user, held):
            messages.error(request, "Only the team that holds the person's case acts on it.")
            return redirect("teams:case", pseudonym=seen.pseudonym)
        return view(request, seen, held, *args, **kwargs)

    return guarded


@of_person("teams.change_cases")
@require_http_methods(["GET", "POST"])
@of_case
def act(request: HttpRequest, seen: Seen, held: Case, act: str) -> HttpResponse:
    """Ask what an act on the case needs, show it to be checked where it ends the case, keep it."""
    if act not in set(Act) or not (is_done_here(Act(act)) or act == Act.APPOINT):
        raise Http404(act)
    chosen, members = Act(act), queries.member_choices(held.team)
    brings = what_ended(held).words if chosen is Act.REOPEN else ""
    ends = TRANSITIONS[chosen].closes_tasks
    page = page_of(request, seen, held, TRANSITIONS[chosen].title, ends_tasks=ends, brings_back=brings)
    if request.method != "POST":
        given = {"version": held.version, "initial": _as_now(held)}
        return page(ActForm.opened(**given, act=chosen, members=members))
    form = ActForm(request.POST, act=chosen, members=members)

    def keep() -> HttpResponse:
        _done(request, held, form)
        return back(request, seen, f"Saved: {TRANSITIONS[chosen].past}.")

    return answered(request, form, page=page, keep=keep)


@of_person("teams.change_cases")
@require_http_methods(["GET", "POST"])
@of_case
def step_down(request: HttpRequest, seen: Seen, held: Case) -> HttpResponse:
    """Show which legs of the test hold, ask what the person says, and let them step down."""
    is_lead = is_lead_of(request.user, held.team)
    form = StepDownForm(request.POST or None, is_lead=is_lead)
    is_agreed = {"yes": True, "no": False}.get(request.POST.get("is_agreed", ""))
    test = legs_of(held, is_agreed=is_agreed)
    page = page_of(request, seen, held, "Step down", template="step_down", test=test)
    if request.method != "POST":
        return page(StepDownForm.opened(version=held.version, is_lead=is_lead))

    def keep() -> HttpResponse:
        cleaned = dict(form.cleaned_data)
        cleaned["is_agreed"] = cleaned["is_agreed"] == "yes"
        actions.step_down(by=request.user, case=held, **cleaned)
        return back(request, seen, "Saved: stepped down.")

    return answered(request, form, page=page, keep=keep)


@of_person("teams.change_cases")
@require_http_methods(["GET", "POST"])
@of_case
def best_interests(request: HttpRequest, seen: Seen, held: Case) -> HttpResponse:
    """Ask for the whole record of a decision for somebody who lacks capacity, and keep it."""
    page = page_of(request, seen, held, TRANSITIONS[Act.BEST_INTERESTS].title, template="best_interests")
    if request.method != "POST":
        days = {"assessed_on": today(), "decided_on": today()}
        return page(BestInterestsForm.opened(version=held.version, initial=days))
    form = BestInterestsForm(request.POST)

    def keep() -> HttpResponse:
        once = {"key": form.cleaned_data["key"], "version": form.cleaned_data["version"]}
        actions.decide_best_interests(by=request.user, case=held, decision=form.decided(), **once)
        return back(request, seen, "Saved: decided in their best interests.")

    return answered(request, form, page=page, keep=keep)


def page_of(
    request: HttpRequest, seen: Seen, held: Case | None, title: str, *, template: str = "act", **said: Any
) -> Page:
    """Return what shows a form about a person's case, and its answers to be checked."""

    def page(form: Any, *, is_check: bool = False, status: int = 200, **more: Any) -> HttpResponse:
        name = "check" if is_check else template
        context = {"case": held, "form": form, "title": title, **said, **more}
        return person_page(request, seen, f"teams/cases/{name}.jinja", context, status=status)

    return page


def back(request: HttpRequest, seen: Seen, words: str) -> HttpResponse:
    """Say that it was saved, and show the case."""
    messages.success(request, words)
    return redirect("teams:case", pseudonym=seen.pseudonym)


def _as_now(held: Case) -> dict[str, Any]:
    return {
        "lead_professional": held.lead_professional_id,
        "coordinator": held.coordinator_id,
        "intensity": held.intensity,
        "review_on": held.review_on,
    }


def _done(request: HttpRequest, held: Case, form: ActForm) -> None:
    cleaned = form.cleaned_data
    asked = form.appointment(queries.members_by_key(held.team))
    once = {"by": request.user, "case": held, "key": cleaned["key"], "version": cleaned["version"]}
    if form.act is Act.APPOINT:
        actions.appoint(**once, note=cleaned["note"], **vars(asked))
        return
    actions.advance(
        **once,
        act=form.act,
        reason=cleaned.get("reason", ""),
        note=cleaned["note"],
        detail=form.detail(),
        appointed=asked,
    )

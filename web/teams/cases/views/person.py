"""One person's case: where it stands, what comes next, and each act on it."""

from __future__ import annotations

import uuid
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
from web.teams.cases.forms import ActForm
from web.teams.cases.history import lines_of
from web.teams.cases.models import Case
from web.teams.cases.steps import is_done_here
from web.teams.cases.summary import summary_of


@of_person("teams.see_cases")
@require_GET
def case(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show where the person stands, what comes next and everything that was done."""
    it = summary_of(queries.cases_of(seen.pseudonym), request.user, seen)
    context = {"it": it, "new_key": uuid.uuid4()}
    return person_page(request, seen, "teams/cases/case.jinja", context)


@of_person("teams.change_cases")
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, seen: Seen, act: str) -> HttpResponse:
    """Ask what an act on the case needs, show it to be checked where it ends the case, keep it."""
    chosen, held = _act(act), queries.case_to_act_on(seen.pseudonym)
    if held is None or not queries.may_act(request.user, held):
        messages.error(request, "Only the team that holds the person's case acts on it.")
        return redirect("teams:case", pseudonym=seen.pseudonym)
    members = queries.member_choices(held.team)
    if request.method != "POST":
        form = ActForm.opened(version=held.version, initial=_as_now(held), act=chosen, members=members)
        return _page(request, seen, held, form)
    form = ActForm(request.POST, act=chosen, members=members)
    if not form.is_valid():
        return _page(request, seen, held, form, status=422)
    if request.POST.get("step") == "change":
        return _page(request, seen, held, form)
    if form.is_checked and request.POST.get("step") != "save":
        return _page(request, seen, held, form, is_check=True)
    return _keep(request, seen, held, form)


def _act(code: str) -> Act:
    if code not in set(Act) or not (is_done_here(Act(code)) or code == Act.APPOINT):
        raise Http404(code)
    return Act(code)


def _as_now(held: Case) -> dict[str, Any]:
    return {
        "lead_professional": held.lead_professional_id,
        "coordinator": held.coordinator_id,
        "intensity": held.intensity,
        "review_on": held.review_on,
    }


def _keep(request: HttpRequest, seen: Seen, held: Case, form: ActForm) -> HttpResponse:
    try:
        _done(request, held, form)
    except actions.ChangedMeanwhile as refusal:
        latest = refusal.held or held
        again = form.again(version=latest.version)
        again.is_valid()
        meanwhile = {"meanwhile": refusal, "news": lines_of(refusal.events)}
        return _page(request, seen, latest, again, is_check=True, status=409, **meanwhile)
    except actions.CaseRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, seen, held, form, status=422)
    messages.success(request, f"Saved: {TRANSITIONS[form.act].past}.")
    return redirect("teams:case", pseudonym=seen.pseudonym)


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


def _page(
    request: HttpRequest,
    seen: Seen,
    held: Case,
    form: ActForm,
    *,
    is_check: bool = False,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    name = "check" if is_check else "act"
    context = {"case": held, "form": form, "act": TRANSITIONS[form.act], **more}
    return person_page(request, seen, f"teams/cases/{name}.jinja", context, status=status)

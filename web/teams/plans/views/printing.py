"""A plan on paper: ordinary print, large print, easy read, and the copy for the person."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import actions, queries
from web.teams.plans.easy import easy_parts
from web.teams.plans.forms import CopyForm
from web.teams.plans.models import Print
from web.teams.plans.paper import facts_of
from web.teams.plans.reading import parts_of
from web.teams.plans.standing import standing_of
from web.teams.queries import today


@of_person("teams.see_plans")
@require_GET
def printed(request: HttpRequest, seen: Seen, kind: str) -> HttpResponse:
    """Show the plan as it is printed; `copy=1` in the address leaves out what is not for the person."""
    plan = queries.current_plan(seen.pseudonym)
    if kind not in Print.values or plan is None:
        raise Http404("nothing to print")
    is_copy = request.GET.get("copy") == "1" or kind == Print.EASY
    parts = parts_of(request.user, seen, plan.content, for_person=is_copy)
    case = seen.case
    context = {
        "plan": plan,
        "kind": kind,
        "kinds": Print.choices,
        "is_copy": is_copy,
        "standing": standing_of(request.user, plan, case),
        "parts": easy_parts(parts) if kind == Print.EASY else parts,
        "actions": queries.actions_of(seen.pseudonym).open(),
        "facts": facts_of(seen, plan, case),
        "day": today(),
    }
    name = "easy" if kind == Print.EASY else "printed"
    return person_page(request, seen, f"teams/plans/{name}.jinja", context)


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Print a copy for the person, and keep how, when and to whom it was given."""
    plan = queries.current_plan(seen.pseudonym)
    if plan is None:
        messages.error(request, "Nothing is written yet: there is nothing to copy.")
        return redirect("teams:plan", pseudonym=seen.pseudonym)
    if request.method != "POST":
        start = {"done_on": today(), "who": seen.person.full_name}
        return _page(request, seen, plan, CopyForm.opened(version=plan.latest.number, initial=start))
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _page(request, seen, plan, form, status=422)
    return _give(request, seen, plan, form)


def _give(request: HttpRequest, seen: Seen, plan: queries.CurrentPlan, form: CopyForm) -> HttpResponse:
    number, key = form.cleaned_data["version"] or 0, form.cleaned_data["key"]
    try:
        actions.give_copy(by=request.user, person=seen.pseudonym, number=number, key=key, **form.given())
    except actions.PlanGrown as grown:
        form.add_error(None, f"{grown} Print the copy again: what you gave is an older version.")
        return _page(request, seen, plan, form, status=409)
    except actions.PlanRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, seen, plan, form, status=422)
    messages.success(request, "That a copy was given is written down.")
    return redirect("teams:plan", pseudonym=seen.pseudonym)


def _page(
    request: HttpRequest, seen: Seen, plan: queries.CurrentPlan, form: CopyForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "plan": plan, "given": queries.copies_of(seen.pseudonym)}
    return person_page(request, seen, "teams/plans/copy.jinja", context, status=status)

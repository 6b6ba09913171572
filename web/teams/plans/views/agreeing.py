"""A plan is agreed with the person, started, and reviewed: asked, checked, saved."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.cases.queries import open_case_of
from web.teams.plans import actions, queries
from web.teams.plans.changes import MARKS, changes_between
from web.teams.plans.completeness import criteria_for
from web.teams.plans.forms import AgreeForm, ReviewForm
from web.teams.plans.reading import parts_of
from web.teams.plans.review_dates import latest_review
from web.teams.queries import today


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Ask with whom and how the plan was agreed, show it to be checked, keep it."""
    plan = queries.current_plan(seen.pseudonym)
    if plan is None or plan.is_agreed:
        messages.error(request, "There is nothing to agree: write or change the plan first.")
        return redirect("teams:plan", pseudonym=seen.pseudonym)
    if request.method != "POST":
        start = {"done_on": today(), "who": seen.person.full_name}
        return _asked(request, seen, plan, AgreeForm.opened(version=plan.latest.number, initial=start))
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return _asked(request, seen, plan, form, status=422)
    if request.POST.get("step") == "change":
        return _asked(request, seen, plan, form)
    if request.POST.get("step") != "save":
        return _check(request, seen, plan, form)
    return _keep(request, seen, plan, form)


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Ask what came of a review and when the next one is, and keep it."""
    plan = queries.current_plan(seen.pseudonym)
    if plan is None or plan.agreed is None:
        messages.error(request, "No plan was agreed yet: agree it first, then it can be reviewed.")
        return redirect("teams:plan", pseudonym=seen.pseudonym)
    if request.method != "POST":
        start = {"done_on": today(), "who": seen.person.full_name}
        return _review_page(request, seen, plan, ReviewForm.opened(initial=start))
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _review_page(request, seen, plan, form, status=422)
    try:
        actions.review_plan(
            by=request.user, person=seen.pseudonym, agreed=form.agreed(), key=form.cleaned_data["key"]
        )
    except actions.PlanRefused as refusal:
        form.add_error(None, str(refusal))
        return _review_page(request, seen, plan, form, status=422)
    messages.success(request, "The review was saved.")
    return redirect("teams:plan", pseudonym=seen.pseudonym)


@of_person("teams.change_plans")
@require_POST
def start(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Start what was agreed."""
    try:
        actions.start_plan(by=request.user, person=seen.pseudonym, key=_key(request))
    except actions.PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The plan was started: its actions are under way.")
    return redirect("teams:plan", pseudonym=seen.pseudonym)


def _keep(request: HttpRequest, seen: Seen, plan: queries.CurrentPlan, form: AgreeForm) -> HttpResponse:
    cleaned = form.cleaned_data
    try:
        actions.agree_plan(
            by=request.user,
            person=seen.pseudonym,
            number=cleaned["version"] or 0,
            agreed=form.agreed(),
            key=cleaned["key"],
        )
    except actions.PlanGrown as grown:
        changes = changes_between(request.user, seen, cleaned["version"] or 0, grown.latest.number)
        return _check(
            request,
            seen,
            plan,
            form.again(version=grown.latest.number),
            grown=grown,
            changes=changes,
            marks=MARKS,
            status=409,
        )
    except actions.PlanRefused as refusal:
        form.add_error(None, str(refusal))
        return _asked(request, seen, plan, form, status=422)
    messages.success(request, "The plan is agreed. Give the person a copy.")
    return redirect("teams:plan", pseudonym=seen.pseudonym)


def _check(
    request: HttpRequest,
    seen: Seen,
    plan: queries.CurrentPlan,
    form: AgreeForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    form.full_clean()
    context = {
        "form": form,
        "plan": plan,
        "answers": form.answers(),
        "parts": parts_of(request.user, seen, plan.content),
        "criteria": criteria_for(plan, queries.actions_of(seen.pseudonym), open_case_of(seen.pseudonym)),
        **more,
    }
    return person_page(request, seen, "teams/plans/agree_check.jinja", context, status=status)


def _asked(
    request: HttpRequest, seen: Seen, plan: queries.CurrentPlan, form: AgreeForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "plan": plan,
        "review_by": latest_review(open_case_of(seen.pseudonym), from_day=today()),
    }
    return person_page(request, seen, "teams/plans/agree.jinja", context, status=status)


def _review_page(
    request: HttpRequest, seen: Seen, plan: queries.CurrentPlan, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "plan": plan,
        "review_by": latest_review(open_case_of(seen.pseudonym), from_day=today()),
    }
    return person_page(request, seen, "teams/plans/review.jinja", context, status=status)


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()

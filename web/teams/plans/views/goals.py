"""Goals: their steps, how far the person has come, and who does what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.plans.readiness import Goal
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import actions, queries
from web.teams.plans.doers import doer_of, doers_of
from web.teams.plans.forms import ActionForm, GoalReviewForm
from web.teams.plans.goals import goals_shown, score, steps_of
from web.teams.plans.views.opened import opened, opened_in, withheld
from web.teams.queries import today

GOALS = "goals"


@of_person("teams.see_plans")
@require_GET
def goals(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show every goal with its five steps, its reviews over time, its actions, and the score of all."""
    reviews = list(queries.reviews_of(seen.pseudonym))
    plan = queries.current_plan(seen.pseudonym, reviews=reviews)
    at = opened_in(request, seen, GOALS, plan.latest if plan else None)
    if not at.is_shown:
        return withheld(request, seen, at.section)
    context = {
        "plan": plan,
        "goals": goals_shown(seen.pseudonym, plan, reviews) if plan else (),
        "score": score(plan) if plan else None,
        "may_change": request.user.has_perm("teams.change_plans"),
    }
    return person_page(request, seen, "teams/plans/goals.jinja", context)


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, seen: Seen, goal: str) -> HttpResponse:
    """Ask where the person stands of one goal, and keep it beside the earlier reviews."""
    at = opened(request, seen, GOALS)
    if not at.is_shown:
        return withheld(request, seen, at.section)
    plan, found = _goal(seen, goal)
    if request.method != "POST":
        form = GoalReviewForm.opened(initial={"reviewed_on": today()})
        form.describe(steps_of(plan, goal))
        return _page(request, seen, "goal_review", form, found)
    form = GoalReviewForm(request.POST)
    form.describe(steps_of(plan, goal))
    if not form.is_valid():
        return _page(request, seen, "goal_review", form, found, status=422)
    answers = {name: form.cleaned_data[name] for name in ("level", "reviewed_on", "note", "key")}
    try:
        actions.review_goal(by=request.user, person=seen.pseudonym, goal=goal, **answers)
    except actions.PlanRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, seen, "goal_review", form, found, status=422)
    messages.success(request, "How far the goal was reached was saved.")
    return redirect("teams:plan_goals", pseudonym=seen.pseudonym)


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, seen: Seen, goal: str) -> HttpResponse:
    """Ask who does what for a goal by when, and make a task of it."""
    at = opened(request, seen, GOALS)
    if not at.is_shown:
        return withheld(request, seen, at.section)
    _, found = _goal(seen, goal)
    doers = doers_of(seen.pseudonym)
    if request.method != "POST":
        return _page(request, seen, "action", ActionForm.opened(doers=doers), found)
    form = ActionForm(request.POST, doers=doers)
    if not form.is_valid():
        return _page(request, seen, "action", form, found, status=422)
    cleaned = form.cleaned_data
    asked = {name: cleaned[name] for name in ("title", "due_on", "key")}
    try:
        actions.add_plan_action(
            by=request.user, person=seen.pseudonym, goal=goal, **asked, **doer_of(cleaned["doer"])
        )
    except actions.PlanRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, seen, "action", form, found, status=422)
    messages.success(request, "The action was saved. It stands in the work of whoever does it.")
    return redirect("teams:plan_goals", pseudonym=seen.pseudonym)


def _goal(seen: Seen, id: str) -> tuple[queries.CurrentPlan, Goal]:
    plan = queries.current_plan(seen.pseudonym)
    found = next((goal for goal in plan.goals if goal.id == id), None) if plan else None
    if plan is None or found is None:
        raise Http404("no such goal")
    return plan, found


def _page(
    request: HttpRequest, seen: Seen, name: str, form: Any, goal: Goal, *, status: int = 200
) -> HttpResponse:
    return person_page(
        request, seen, f"teams/plans/{name}.jinja", {"form": form, "goal": goal}, status=status
    )

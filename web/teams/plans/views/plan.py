"""A person's plan on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import queries
from web.teams.plans.completeness import criteria_for
from web.teams.plans.reading import parts_of
from web.teams.plans.standing import standing_of


@of_person("teams.see_plans")
@require_GET
def plan(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show the plan as it stands, what is missing to make it complete, and what can be done with it."""
    current = queries.current_plan(seen.pseudonym)
    content = current.content if current else queries.NOTHING
    case = seen.case
    tasks = list(queries.actions_of(seen.pseudonym))
    context = {
        "plan": current,
        "parts": parts_of(request.user, seen, content),
        "criteria": criteria_for(current, tasks, case) if current else (),
        "tasks": tasks,
        "standing": standing_of(request.user, current, case),
        "may_change": request.user.has_perm("teams.change_plans"),
    }
    return person_page(request, seen, "teams/plans/plan.jinja", context)

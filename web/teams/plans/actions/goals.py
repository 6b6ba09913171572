"""How far a person came towards a goal, and who does what for it by when."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.teams.plans.attainment import LEVELS
from lco.teams.plans.content import entry_of
from web.audit.actions import record_write
from web.teams.cases.queries import open_case_of
from web.teams.plans.held import Held, PlanRefused, hold, own, version_of
from web.teams.plans.models import GoalReview
from web.teams.plans.schemas import current_schema
from web.teams.plans.sight import sight_of
from web.teams.queries import today
from web.teams.work.actions import TaskRefused, add_task
from web.teams.work.models import Task


@transaction.atomic
def review_goal(
    *, by: Any, person: int, goal: str, level: int, reviewed_on: date, note: str, key: UUID
) -> GoalReview:
    """Keep the level (-2 to +2) a person had reached of a goal on a day; earlier ones stay.

    Raises:
        PlanRefused: when the plan has no such goal, or the level or the day cannot be.
    """
    held = hold(by, person)
    made = GoalReview.objects.filter(key=key).first()
    if made is not None:
        return own(made, held.plan, by)
    _refuse_unknown(by, held, goal)
    if level not in LEVELS:
        raise PlanRefused("Choose one of the five levels of the goal.")
    if reviewed_on > today():
        raise PlanRefused("The day lies ahead: give the day on which you looked at the goal together.")
    made = GoalReview.objects.create(
        plan=held.plan, goal=goal, level=level, reviewed_on=reviewed_on, note=note.strip(), by=by, key=key
    )
    record_write(by=by, kind="person", id=person, detail=f"goal of the plan reviewed, {made.pk}")
    return made


@transaction.atomic
def add_plan_action(
    *,
    by: Any,
    person: int,
    goal: str,
    title: str,
    due_on: date,
    key: UUID,
    owner: Any = None,
    organisation: Any = None,
) -> Task:
    """Make an action of the plan: a task of the team that somebody or an organisation does by a day.

    Raises:
        PlanRefused: when the plan has no such goal, the person is on no caseload, or nobody is to do it.
    """
    held = hold(by, person)
    _refuse_unknown(by, held, goal)
    case = open_case_of(person)
    if case is None:
        raise PlanRefused(
            "This person is on no caseload, so nobody could be asked to do it: open a case first."
        )
    came = {"came_from": "plan", "came_from_id": f"{held.plan.pk}:{goal}"}
    who = {"owner": owner, "organisation": organisation}
    try:
        return add_task(by=by, team=case.team, case=case, title=title, due_on=due_on, key=key, **who, **came)
    except TaskRefused as refused:
        raise PlanRefused(str(refused)) from refused


def _refuse_unknown(by: Any, held: Held, goal: str) -> None:
    content = version_of(held.plan, held.plan.number).written
    section = current_schema().section("goals")
    if section is None or not sight_of(by, held.seen, section, content).is_shown:
        raise PlanRefused("The goals are withheld from you: ask those who wrote them.")
    if entry_of(content, "goals", goal) is None:
        raise PlanRefused("The plan has no such goal: somebody may have taken it out. Open the plan again.")

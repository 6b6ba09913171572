"""Which of the five criteria of a personalised plan hold of a person's plan, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from lco.teams.plans.criteria import Circumstances, Criterion, criteria_of
from web.teams.cases.models import Case
from web.teams.plans.models import Deed
from web.teams.plans.queries import CurrentPlan, goal_of
from web.teams.plans.review_dates import latest_review
from web.teams.queries import today
from web.teams.work.models import Status, Task


def criteria_for(plan: CurrentPlan, tasks: Iterable[Task], case: Case | None) -> tuple[Criterion, ...]:
    """Return the five criteria as a plan meets them now; `tasks` are its actions, `case` the open one."""
    return criteria_of(plan.content, _circumstances(plan, tasks, case))


def _circumstances(plan: CurrentPlan, tasks: Iterable[Task], case: Case | None) -> Circumstances:
    agreed = plan.agreed.version.number if plan.agreed else 1
    copies = (each for each in plan.deeds if each.deed == Deed.COPIED and each.version.number >= agreed)
    planning = next((each for each in plan.deeds if each.review_on is not None), None)
    from_day = timezone.localtime(planning.at).date() if planning else today()
    return Circumstances(
        agreed_on=plan.agreed.done_on if plan.agreed else None,
        review_on=plan.review_on,
        review_by=latest_review(case, from_day=from_day),
        planned_goals=frozenset(goal_of(task) for task in tasks if task.status != Status.CANCELLED),
        copy_given_on=next((each.done_on for each in copies), None),
    )

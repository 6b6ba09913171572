"""All writes of plans."""

from web.teams.plans.actions.agreeing import Agreed, agree_plan, review_plan, start_plan
from web.teams.plans.actions.copies import give_copy
from web.teams.plans.actions.goals import add_plan_action, review_goal
from web.teams.plans.actions.writing import BothChanged, limit_section, save_section
from web.teams.plans.held import PlanGrown, PlanRefused

__all__ = [
    "Agreed",
    "BothChanged",
    "PlanGrown",
    "PlanRefused",
    "add_plan_action",
    "agree_plan",
    "give_copy",
    "limit_section",
    "review_goal",
    "review_plan",
    "save_section",
    "start_plan",
]

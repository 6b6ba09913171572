"""The goals of a plan with their steps, reviews, actions and score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lco.teams.plans.attainment import LEVELS, level_in_words
from lco.teams.plans.content import Entry, entries_of, entry_of
from lco.teams.plans.readiness import Goal, score_of
from web.teams.plans.models import GoalReview
from web.teams.plans.queries import CurrentPlan, actions_of, goal_of
from web.teams.plans.schemas import current_schema
from web.teams.work.models import Task

_STEP = {-2: "level_m2", -1: "level_m1", 0: "level_0", 1: "level_p1", 2: "level_p2"}


@dataclass(frozen=True)
class Step:
    """One of the five levels of a goal: its name, what it looks like, whether the person stands there."""

    title: str
    words: str
    is_start: bool
    is_now: bool


@dataclass(frozen=True)
class GoalShown:
    """A goal as its page shows it."""

    goal: Goal
    kind: str
    weight: str
    steps: tuple[Step, ...]
    reviews: tuple[GoalReview, ...]
    actions: tuple[Task, ...]

    @property
    def level_in_words(self) -> str:
        """Return where the person stands now."""
        return level_in_words(self.goal.level)


@dataclass(frozen=True)
class Score:
    """T of all goals where the person began and where they stand; None before the first review."""

    began: float | None
    now: float | None


def goals_shown(person: int, plan: CurrentPlan, reviews: Sequence[GoalReview]) -> list[GoalShown]:
    """Return the goals of a plan with their `reviews` and actions, in the order written."""
    actions = list(actions_of(person))
    return [
        _shown(goal, entry, reviews, actions)
        for goal, entry in zip(plan.goals, entries_of(plan.content, "goals"), strict=True)
    ]


def score(plan: CurrentPlan) -> Score:
    """Return the attainment score of a plan."""
    return Score(*score_of(plan.goals, current_schema()))


def steps_of(plan: CurrentPlan, goal: str) -> list[tuple[int, str]]:
    """Return level and words of each step of a goal, the best first."""
    found = entry_of(plan.content, "goals", goal)
    return [(level, found.fields.get(_STEP[level], "") if found else "") for level in reversed(LEVELS)]


def _shown(goal: Goal, entry: Entry, reviews: Sequence[GoalReview], actions: Sequence[Task]) -> GoalShown:
    section = current_schema().section("goals")
    kinds, weights = (section.field(id) if section else None for id in ("kind", "weight"))
    return GoalShown(
        goal=goal,
        kind=kinds.in_words(goal.kind) if kinds else goal.kind,
        weight=weights.in_words(str(goal.weight)) if weights else str(goal.weight),
        steps=tuple(
            Step(
                title=level_in_words(level),
                words=entry.fields.get(_STEP[level], ""),
                is_start=level == goal.baseline,
                is_now=goal.is_reviewed and level == goal.level,
            )
            for level in reversed(LEVELS)
        ),
        reviews=tuple(each for each in reviews if each.goal == goal.id),
        actions=tuple(each for each in actions if goal_of(each) == goal.id),
    )

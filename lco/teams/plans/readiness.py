"""Whether a plan lets a person step down, and the goals it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lco.teams.plans.attainment import Attained, t_score
from lco.teams.plans.content import Content, Entry, entries_of, entry_of
from lco.teams.plans.schema import Schema

AS_EXPECTED = 0
# What has to be written before anybody can follow the contingency plan: our design choice.
CONTINGENCY = ("signs", "contact")


@dataclass(frozen=True)
class PlanReadiness:
    """What the test of a step down asks of a plan. `review_on` is the next review agreed."""

    is_agreed: bool
    has_goals: bool
    are_goals_achieved: bool
    has_contingency: bool
    review_on: date | None


@dataclass(frozen=True)
class Goal:
    """A goal of a plan: its words, kind, weight, where the person began and stands now (-2 to +2)."""

    id: str
    words: str
    kind: str
    weight: int
    baseline: int
    level: int
    is_reviewed: bool

    @property
    def is_achieved(self) -> bool:
        """Say whether a review found what was expected, or more."""
        return self.is_reviewed and self.level >= AS_EXPECTED


NO_PLAN = PlanReadiness(False, False, False, False, None)


def goals_of(content: Content, reached: Mapping[str, int]) -> tuple[Goal, ...]:
    """Return the goals of a plan with the level last `reached` of each, by its id."""
    return tuple(_goal(each, reached) for each in entries_of(content, "goals"))


def readiness_of(
    goals: tuple[Goal, ...], content: Content, *, is_agreed: bool, review_on: date | None
) -> PlanReadiness:
    """Return what a step down asks of a plan. A plan without goals has achieved none."""
    return PlanReadiness(
        is_agreed=is_agreed,
        has_goals=bool(goals),
        are_goals_achieved=bool(goals) and all(goal.is_achieved for goal in goals),
        has_contingency=all(entry_of(content, "contingency", id) for id in CONTINGENCY),
        review_on=review_on,
    )


def score_of(goals: tuple[Goal, ...], schema: Schema) -> tuple[float | None, float | None]:
    """Return T where the person began and where they stand; the second is None before the first review."""
    began = [Attained(goal.weight, goal.baseline) for goal in goals]
    reached = [Attained(goal.weight, goal.level) for goal in goals]
    now = reached if any(goal.is_reviewed for goal in goals) else []
    return t_score(began, correlation=schema.correlation), t_score(now, correlation=schema.correlation)


def _goal(each: Entry, reached: Mapping[str, int]) -> Goal:
    baseline = int(each.fields.get("baseline", -1))
    return Goal(
        id=each.id,
        words=each.fields.get("words", ""),
        kind=each.fields.get("kind", ""),
        weight=int(each.fields.get("weight", 1)),
        baseline=baseline,
        level=reached.get(each.id, baseline),
        is_reviewed=each.id in reached,
    )

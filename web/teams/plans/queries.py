"""What other parts ask of plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from lco.teams.plans.content import NOTHING, Content, entries_of
from lco.teams.plans.readiness import NO_PLAN, Goal, PlanReadiness, goals_of, readiness_of
from web.accounts.models import Organisation
from web.teams.plans.models import Deed, GoalReview, Plan, PlanDeed, PlanVersion
from web.teams.work.models import Task, TaskQuerySet

__all__ = [
    "CurrentPlan",
    "PlanReadiness",
    "agreed_plans",
    "current_plan",
    "goal_kinds_of_agreed_plans",
    "readiness",
]


@dataclass(frozen=True)
class CurrentPlan:
    """The plan of a person as it stands: the latest version, all done with it (latest first), its goals.

    `is_agreed` says that nothing was written since the last agreement; `review_on` is the day of the next
    review, as the last agreement or review set it.
    """

    latest: PlanVersion
    deeds: tuple[PlanDeed, ...]
    goals: tuple[Goal, ...]

    @property
    def agreed(self) -> PlanDeed | None:
        """Return the last agreement, or None."""
        return next((each for each in self.deeds if each.deed == Deed.AGREED), None)

    @property
    def review_on(self) -> date | None:
        """Return the day of the next review, or None before the first agreement."""
        return next((each.review_on for each in self.deeds if each.review_on is not None), None)

    @property
    def content(self) -> Content:
        """Return what is written now."""
        return self.latest.written

    @property
    def is_agreed(self) -> bool:
        """Say whether what is written now is what was agreed."""
        return self.agreed is not None and self.agreed.version_id == self.latest.pk

    @property
    def state(self) -> str:
        """Say in words how far the plan is."""
        if self.agreed is None:
            return "Draft"
        return "Agreed" if self.is_agreed else "Agreed, with changes that are not agreed yet"


def current_plan(person: int, *, reviews: Sequence[GoalReview] | None = None) -> CurrentPlan | None:
    """Return the plan of a person, or None before anything is written.

    `reviews` are those of all its goals, the latest first, where they were read already.
    """
    latest = latest_version(person)
    if latest is None:
        return None
    known = levels_of(latest.plan_id) if reviews is None else _last_levels(reviews)
    goals = goals_of(latest.written, known)
    return CurrentPlan(latest, tuple(deeds_of(person)), goals)


def readiness(person: int) -> PlanReadiness:
    """Return what a step down asks of a person's plan: of the version that was agreed."""
    plan = current_plan(person)
    if plan is None or plan.agreed is None:
        return NO_PLAN
    content = plan.content if plan.is_agreed else plan.agreed.version.written
    goals = goals_of(content, levels_of(plan.latest.plan_id))
    return readiness_of(goals, content, is_agreed=True, review_on=plan.review_on)


def agreed_plans() -> QuerySet[PlanDeed]:
    """Return the first agreement within each case, with its case: when the plan of a case was first agreed.

    Agreements outside any case are left out: there is no case they could be measured by.
    """
    first = PlanDeed.objects.filter(case=OuterRef("case"), deed=Deed.AGREED).order_by("at", "pk")
    return (
        PlanDeed.objects.filter(deed=Deed.AGREED, case__isnull=False, pk=Subquery(first.values("pk")[:1]))
        .select_related("case", "plan")
        .order_by("at", "pk")
    )


def goal_kinds_of_agreed_plans() -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the person and the kinds of goal (physical, mental, social) of each plan as last agreed."""
    last = PlanDeed.objects.filter(plan=OuterRef("plan"), deed=Deed.AGREED).order_by("-at", "-pk")
    agreed = PlanDeed.objects.filter(deed=Deed.AGREED, pk=Subquery(last.values("pk")[:1]))
    for person, content in agreed.values_list("plan__person", "version__content__goals"):
        yield person, frozenset(each["fields"].get("kind", "") for each in content or ())


def versions_of(person: int) -> QuerySet[PlanVersion]:
    """Return every version of a person's plan, the latest first."""
    return PlanVersion.objects.filter(plan__person=person).select_related("by").order_by("-number")


def version(person: int, number: int) -> PlanVersion | None:
    """Return one version, or None."""
    return versions_of(person).filter(number=number).first()


def versions_numbered(person: int, *numbers: int) -> Mapping[int, PlanVersion]:
    """Return the versions of `numbers` that there are, by number."""
    return {each.number: each for each in versions_of(person).filter(number__in=numbers)}


def versions_between(person: int, base: int, number: int) -> list[PlanVersion]:
    """Return what was saved after version `base` and before version `number`."""
    return list(versions_of(person).filter(number__gt=base, number__lt=number))


def content_of(person: int, number: int) -> Content:
    """Return what a version says; nothing when there is none of that number."""
    found = version(person, number)
    return found.written if found else NOTHING


def deeds_of(person: int) -> QuerySet[PlanDeed]:
    """Return what was done with a person's plan, the latest first."""
    found = PlanDeed.objects.filter(plan__person=person).select_related("by", "version")
    return found.defer("version__content").order_by("-at", "-pk")


def copies_of(person: int) -> list[PlanDeed]:
    """Return the copies of a plan that were given, the latest first."""
    return list(deeds_of(person).filter(deed=Deed.COPIED))


def versions_with_deeds(person: int, deed: str = "") -> QuerySet[PlanVersion]:
    """Return every version with its `deeds`, the latest first; if `deed` is given, those it was done with."""
    deeds = PlanDeed.objects.select_related("by").order_by("at", "pk")
    found = versions_of(person).defer("content").prefetch_related(Prefetch("deeds", queryset=deeds))
    return found.filter(Exists(PlanDeed.objects.filter(version=OuterRef("pk"), deed=deed))) if deed else found


def reviews_of(person: int) -> QuerySet[GoalReview]:
    """Return every review of a goal of a person, the latest first."""
    return GoalReview.objects.filter(plan__person=person).select_related("by").order_by("-reviewed_on", "-pk")


def levels_of(plan: int) -> Mapping[str, int]:
    """Return the level last reached of each goal of a plan that was reviewed."""
    rows = GoalReview.objects.filter(plan=plan).order_by("reviewed_on", "pk").values_list("goal", "level")
    return dict(rows)


def _last_levels(reviews: Sequence[GoalReview]) -> Mapping[str, int]:
    return {each.goal: each.level for each in reversed(reviews)}


def actions_of(person: int) -> TaskQuerySet:
    """Return the actions of a person's plan: tasks somebody does by a day."""
    return (
        Task.objects.filter(person=person, came_from="plan")
        .select_related("owner", "organisation")
        .order_by("due_on", "pk")
    )


def goal_of(task: Task) -> str:
    """Return the goal an action of a plan is for."""
    return task.came_from_id.partition(":")[2]


def has_goals(content: Content) -> bool:
    """Say whether a plan has at least one goal."""
    return bool(entries_of(content, "goals"))


def latest_version(person: int) -> PlanVersion | None:
    """Return the version of a person's plan that stands now, or None before anything is written."""
    return (
        PlanVersion.objects.filter(plan__person=person).select_related("plan", "by").order_by("number").last()
    )


def plan_of(person: int) -> Plan | None:
    """Return the plan of a person, or None before anybody opened one."""
    return Plan.objects.filter(person=person).first()


def organisation_choices() -> list[tuple[int, str]]:
    """Return key and name of every organisation of the place, by name."""
    return list(Organisation.objects.order_by("name").values_list("pk", "name"))

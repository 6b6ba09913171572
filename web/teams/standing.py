"""Where a person stands in the team's work, in a few words: for the summary of the person and the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from web.population.models import Listing
from web.teams.access.people import Seen
from web.teams.cases.clock import due_on, standing, with_clock
from web.teams.cases.models import Case
from web.teams.cases.tables import clock_tag, next_act, state_tag, who_acts
from web.teams.plans.queries import current_plan
from web.teams.queries import today
from web.teams.work.queries import tasks_of_person
from web.ui.tables import Tag


@dataclass(frozen=True)
class CaseNow:
    """An open case: its state, who acts, what comes next and until when."""

    case: Case
    state: Tag
    owner: str
    next: str
    clock: Tag | str


@dataclass(frozen=True)
class Standing:
    """What is going on for a person. `case` and the plan's words are empty where there is none."""

    case: CaseNow | None
    plan: str
    plan_review_on: date | None
    tasks: int
    tasks_late: int


def standing_of(seen: Seen, user: Any) -> Standing:
    """Return where the person stands; what `user` may not open is left empty."""
    plan = current_plan(seen.pseudonym) if user.has_perm("teams.see_plans") else None
    tasks = tasks_of_person(seen.pseudonym).open().order_by()
    counted: Mapping[str, int] = tasks.aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today()))
    )
    return Standing(
        case=_case_now(seen.case),
        plan=plan.state if plan else "",
        plan_review_on=plan.review_on if plan else None,
        tasks=counted["all"],
        tasks_late=counted["late"],
    )


def with_cases(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Return `listings` with ``case_standing``: the state of the open case of each today, else null."""
    cases = with_clock(Case.objects.open(), on=today()).filter(person=OuterRef("person"))
    return listings.annotate(case_standing=Subquery(cases.values("standing")[:1]))


def in_case_state(listings: QuerySet[Listing], asked: str) -> QuerySet[Listing]:
    """Keep who has an open case (``open``) or none (``none``); any other word keeps everybody."""
    held = Case.objects.open().values("person")
    if asked == "open":
        return listings.filter(person__in=held)
    if asked == "none":
        return listings.exclude(person__in=held)
    return listings


def _case_now(case: Case | None) -> CaseNow | None:
    if case is None:
        return None
    code = standing(case, on=today()).state
    case.standing = code  # type: ignore[attr-defined]
    return CaseNow(case, state_tag(code), who_acts(case), next_act(code), clock_tag(due_on(case, on=today())))

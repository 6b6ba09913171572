"""A plan held by one writer, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from web.records.models import Person
from web.teams.access.people import Seen, seen
from web.teams.plans.models import Plan, PlanVersion


class PlanRefused(ValueError):
    """What cannot be done with a plan; the message says why and what to do."""


class PlanGrown(PlanRefused):
    """Somebody saved a newer version than the one the form was about; `latest` is that."""

    def __init__(self, latest: PlanVersion) -> None:
        self.latest = latest
        who = latest.by.name if latest.by else "Somebody"
        super().__init__(f"{who} changed the plan while you wrote: read what is new, then confirm again.")


@dataclass(frozen=True)
class Held:
    """A plan nobody else writes to until the transaction ends, and the person as the writer sees them."""

    plan: Plan
    seen: Seen


def hold(by: Any, person: int) -> Held:
    """Hold the plan of a person, made if there is none, for `by` alone.

    Whether `by` may write is asked inside: a membership may end while a form is open.

    Raises:
        PlanRefused: when `by` may not see the person or not write plans.
    """
    Person.objects.select_for_update().filter(pk=person).first()
    found = seen(by, person) if by.has_perm("teams.change_plans") else None
    if found is None:
        raise PlanRefused("Only those who look after a person today write their plan.")
    plan, _ = Plan.objects.select_for_update().get_or_create(person=found.person)
    return Held(plan, found)


def own(made: Any, plan: Plan, by: Any) -> Any:
    """Return what the same form made before.

    Raises:
        PlanRefused: when the form was somebody else's, or about another plan.
    """
    if (made.plan_id, made.by_id) != (plan.pk, by.pk):
        raise PlanRefused("This form was used for something else: open it again.")
    return made


def version_of(plan: Plan, number: int) -> PlanVersion:
    """Return a version of the plan by its number.

    Raises:
        PlanRefused: when it has none of that number.
    """
    version = PlanVersion.objects.select_related("plan", "by").filter(plan=plan, number=number).first()
    if version is None:
        raise PlanRefused("The plan has no such version: open the page again.")
    return version


def latest_if(plan: Plan, number: int) -> PlanVersion:
    """Return the latest version when it is the one of `number`.

    Raises:
        PlanRefused: when nothing is written yet.
        PlanGrown: when somebody saved a newer one.
    """
    if not plan.number:
        raise PlanRefused("Nothing is written in the plan yet: begin with 'About me'.")
    latest = version_of(plan, plan.number)
    if number != plan.number:
        raise PlanGrown(latest)
    return latest

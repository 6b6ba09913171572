"""How far a plan is, in one sentence, and what can be done with it next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from lco.teams.workflow import State
from web.teams.cases.models import Case
from web.teams.plans.queries import CurrentPlan
from web.teams.queries import today
from web.ui import formats


@dataclass(frozen=True)
class Standing:
    """A sentence, a mark with its word, and which acts are open to the one who looks."""

    sentence: str
    mark: tuple[str, str, str]
    may_agree: bool
    may_review: bool
    may_start: bool
    key: UUID


def standing_of(user: Any, plan: CurrentPlan | None, case: Case | None) -> Standing:
    """Return how far a plan is, and what `user` may do with it; `case` is the open one of the person."""
    may_change = user.has_perm("teams.change_plans")
    return Standing(
        sentence=_sentence(plan),
        mark=_mark(plan),
        may_agree=may_change and plan is not None and not plan.is_agreed,
        may_review=may_change and plan is not None and plan.agreed is not None,
        may_start=may_change and _may_start(user, case),
        key=uuid4(),
    )


def _may_start(user: Any, case: Case | None) -> bool:
    return case is not None and case.state == State.PLAN_AGREED and case.coordinator_id in {None, user.pk}


def _mark(plan: CurrentPlan | None) -> tuple[str, str, str]:
    if plan is None:
        return ("No plan yet", "grey", "○")
    if plan.agreed is None:
        return ("Draft", "yellow", "◐")
    return ("Agreed", "green", "●") if plan.is_agreed else ("Changed since agreed", "orange", "◑")


def _sentence(plan: CurrentPlan | None) -> str:
    if plan is None or plan.agreed is None:
        return "No plan has been agreed with this person yet."
    deed = plan.agreed
    said = f"Agreed with {deed.who} on {formats.day(deed.done_on)}, {deed.get_way_display().lower()}."
    if not plan.is_agreed:
        said += " What was written since is not agreed yet."
    if plan.review_on is None:
        return said
    when = formats.day(plan.review_on)
    return (
        f"{said} The review is due on {when}."
        if plan.review_on >= today()
        else f"{said} The review was due on {when}."
    )

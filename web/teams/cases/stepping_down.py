"""The test of stepping down, read for one case: its plan, its tiers and what the person says."""

from __future__ import annotations

from lco.teams.step_down import StepDownTest, weighed
from web.population.models import Listing
from web.teams.cases import standards
from web.teams.cases.models import Case
from web.teams.queries import current_publication


def legs_of(case: Case, *, is_agreed: bool | None) -> StepDownTest:
    """Return which legs hold for `case` now; `is_agreed` None means that the person was not asked yet."""
    from web.teams.plans.queries import readiness

    plan = readiness(case.person_id)
    has_goals = plan.is_agreed and plan.has_goals
    return weighed(
        are_goals_achieved=plan.are_goals_achieved if has_goals else None,
        tier_at_start=case.tier,
        tiers=_tiers(case),
        refreshes=standards.current().values["refreshes_lower"],
        is_agreed=is_agreed,
        has_contingency=plan.is_agreed and plan.has_contingency,
    )


def _tiers(case: Case) -> tuple[str, ...]:
    """Return the tiers at the last two refreshes, the newest first."""
    listed = Listing.objects.filter(run=current_publication(), person=case.person_id)
    return next(iter(listed.values_list("tier", "former_tier")), ("", ""))

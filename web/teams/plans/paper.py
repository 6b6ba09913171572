"""What stands at the head of a plan on paper."""

from __future__ import annotations

from web.teams.access.people import Seen
from web.teams.cases.models import Case
from web.teams.plans.queries import CurrentPlan
from web.teams.queries import practice_name
from web.ui import formats, place


def facts_of(seen: Seen, plan: CurrentPlan, case: Case | None) -> list[tuple[str, str]]:
    """Return label and words: the practice, who looks after the person, who wrote, when it is reviewed."""
    by = plan.latest.by.name if plan.latest.by else ""
    practice = practice_name(seen.listing.practice, place.current()) if seen.listing else ""
    facts = [
        ("Practice", practice),
        ("Team", case.team.name if case else ""),
        ("Coordinator", str(case.coordinator) if case and case.coordinator else ""),
        ("Written by", f"{by}, {formats.day(plan.latest.at)}"),
        ("We look at it again", formats.day(plan.review_on) if plan.review_on else ""),
    ]
    return [(label, words) for label, words in facts if words]

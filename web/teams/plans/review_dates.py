"""The last day a review may be planned for."""

from __future__ import annotations

from datetime import date

from lco.teams.plans.readiness import review_by
from web.teams.cases.models import Case, Intensity
from web.teams.plans.schemas import current_schema


def latest_review(case: Case | None, *, from_day: date) -> date:
    """Return the last day a review may be planned for, by how closely the person is looked after."""
    is_intensive = case is not None and case.intensity == Intensity.INTENSIVE
    return review_by(current_schema(), is_intensive=is_intensive, from_day=from_day)

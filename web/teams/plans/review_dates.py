"""The last day a review may be planned for."""

from __future__ import annotations

from datetime import date

from web.teams.cases import standards
from web.teams.cases.models import Case, Intensity


def latest_review(case: Case | None, *, from_day: date) -> date:
    """Return the last day a review may be planned for, by how closely the person is looked after."""
    return standards.current().longest_review(case.intensity if case else Intensity.STEADY, on=from_day)

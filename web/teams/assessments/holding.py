"""Holds an assessment while somebody writes it, and refuses who may not."""

from __future__ import annotations

from typing import Any

from web.teams.access.people import seen
from web.teams.assessments.models import Assessment
from web.teams.assessments.refusals import AssessmentRefused


def refuse_who_may_not(by: Any, person: int) -> None:
    """Refuse who does not see the person today: a membership may end while a form is open.

    Raises:
        AssessmentRefused: always then.
    """
    if not by.has_perm("teams.assess") or seen(by, person) is None:
        raise AssessmentRefused("Only who sees the person today can assess them.")


def held_draft(by: Any, assessment: Assessment) -> Assessment:
    """Return the draft, held until the transaction ends.

    Raises:
        AssessmentRefused: when it is no draft any more, or `by` may not assess the person.
    """
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    refuse_who_may_not(by, held.person_id)
    if not held.is_draft:
        raise AssessmentRefused(
            "This assessment is finished and cannot be changed: start a new one from its answers."
            if held.finished_at
            else "This assessment was not taken further: start a new one."
        )
    return held

"""Holds an assessment while somebody writes it, and refuses who may not."""

from __future__ import annotations

from typing import Any

from web.teams.access.people import Seen, seen
from web.teams.assessments.models import Assessment
from web.teams.assessments.refusals import AssessmentRefused
from web.teams.assessments.sight import sight_of


def seen_to_assess(by: Any, person: int) -> Seen:
    """Return the person as `by` sees them today: a membership may end while a form is open.

    Raises:
        AssessmentRefused: when `by` does not see the person or may not assess.
    """
    found: Seen | None = seen(by, person)
    if found is None or not by.has_perm("teams.assess"):
        raise AssessmentRefused("Only who sees the person today can assess them.")
    return found


def refuse_who_may_not_read(by: Any, assessment: Assessment) -> None:
    """Refuse who does not see the person today, or may not read this assessment of theirs.

    Raises:
        AssessmentRefused: then.
    """
    sight = sight_of(by, seen_to_assess(by, assessment.person_id), assessment)
    if not sight.is_shown:
        raise AssessmentRefused("This assessment is kept from your organisation: ask those who wrote it.")


def held_draft(by: Any, assessment: Assessment) -> Assessment:
    """Return the draft, held until the transaction ends.

    Raises:
        AssessmentRefused: when it is no draft any more, or `by` may not assess the person.
    """
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    refuse_who_may_not_read(by, held)
    if not held.is_draft:
        raise AssessmentRefused(
            "This assessment is finished and cannot be changed: start a new one from its answers."
            if held.finished_at
            else "This assessment was not taken further: start a new one."
        )
    return held

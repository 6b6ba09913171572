"""What a partner says of an assessment by another's trusted assessor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from lco.teams.trusted_assessors import Standing
from web.audit.actions import record_write
from web.teams.assessments.holding import refuse_who_may_not_read
from web.teams.assessments.models import Acceptance, Assessment, Outcome
from web.teams.assessments.queries import last_word
from web.teams.assessments.refusals import AssessmentRefused
from web.teams.work.actions import notify


@transaction.atomic
def decide(*, by: Any, assessment: Assessment, outcome: str, reason: str, key: UUID) -> Acceptance:
    """Accept a finished assessment for the organisation of `by` in place of its own, or decline it.

    The same `key` again returns the first. The last word of an organisation counts.

    Raises:
        AssessmentRefused: when it is not finished, only informs, is the organisation's own, was answered so
            already, is declined without a reason, or `by` may not assess the person.
    """
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    refuse_who_may_not_read(by, held)
    made = Acceptance.objects.filter(key=key, assessment=held).first()
    if made is not None:
        return made
    _refuse_what_cannot_be(by, held, Outcome(outcome), reason)
    said = Acceptance.objects.create(
        assessment=held,
        organisation=by.organisation,
        outcome=Outcome(outcome),
        reason=reason.strip(),
        by=by,
        key=key,
    )
    detail = f"{outcome} assessment {held.pk} for organisation {by.organisation_id}"
    record_write(by=by, kind="person", id=held.person_id, detail=detail)
    if said.outcome == Outcome.DECLINED:
        _tell_assessor(by, held, key)
    return said


def _tell_assessor(by: Any, held: Assessment, key: UUID) -> None:
    """Tell who assessed that a partner does not use it: the reason stands on the page."""
    notify(
        by=by,
        to=held.finished_by,
        about=f"{by.organisation} does not accept an assessment of yours: read why.",
        address=reverse("teams:assessment", args=[held.person_id, held.pk]),
        key=key,
        person=held.person,
    )


def _refuse_what_cannot_be(by: Any, held: Assessment, outcome: Outcome, reason: str) -> None:
    if not held.finished_at:
        raise AssessmentRefused("This assessment is not finished: wait until it is.")
    if held.organisation_id == by.organisation_id:
        raise AssessmentRefused("This is your own organisation's assessment: it needs no acceptance.")
    if held.standing != Standing.TRUSTED:
        raise AssessmentRefused(
            f"This assessment is for information and cannot be accepted: {held.standing_why}"
        )
    if outcome == Outcome.DECLINED and not reason.strip():
        raise AssessmentRefused("Say why the assessment is not accepted.")
    if last_word(held, by.organisation_id) == outcome:
        raise AssessmentRefused(f"Your organisation has {outcome.label.lower()} this assessment already.")

"""Writes that end an assessment: finished for good, or not taken further."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.questionnaires.answering import problems
from lco.teams.trusted_assessors import Verdict, verdict
from lco.teams.workflow import Act
from lco.teams.workflow import State as CaseState
from web.audit.actions import record_write
from web.teams.access.people import Seen
from web.teams.assessments.holding import held_draft, seen_to_assess
from web.teams.assessments.keeping import answers_of
from web.teams.assessments.models import Acceptance, Assessment, Outcome, State
from web.teams.assessments.queries import delegations_of
from web.teams.assessments.refusals import AssessmentRefused, SavedMeanwhile
from web.teams.assessments.results import results
from web.teams.assessments.shelf import asked_version
from web.teams.assessments.sight import kept_from
from web.teams.cases.actions import advance
from web.teams.cases.models import Case
from web.teams.queries import today


@transaction.atomic
def finish(*, by: Any, assessment: Assessment, version: int | None, key: UUID) -> Assessment:
    """Finish an assessment: nothing in it changes from now on.

    What follows happens with it: scores and decisions are worked out, partners that trust the assessor accept
    it, and the case of the person moves on when it is about the whole of the person.

    Args:
        by: the assessor.
        assessment: a draft; one that `by` finished already is returned as it is.
        version: of the draft when its answers were checked; None does not ask.
        key: of the form.

    Raises:
        AssessmentRefused: with the answers that are wrong or missing, when there are such.
        SavedMeanwhile: when somebody saved an answer since they were checked.
    """
    there = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if there.state == State.FINISHED and there.finished_by_id == by.pk:
        return there
    held = held_draft(by, assessment)
    if version is not None and held.version != version:
        raise SavedMeanwhile(held)
    questionnaire, answers = asked_version(held.questionnaire), answers_of(held)
    wrong = problems(questionnaire, answers)
    if wrong:
        raise AssessmentRefused("The assessment cannot be finished yet: some answers are missing.", wrong)
    held.result = results(questionnaire, answers)
    who = seen_to_assess(by, held.person_id)
    found = _close(by, who, held)
    _accept(held, found.accepted_by - kept_from(who, questionnaire, found.accepted_by), key)
    if questionnaire.is_of_whole_person:
        _move_on(by, held, key)
    detail = f"finished {questionnaire.name}, assessment {held.pk}, {found.standing}"
    record_write(by=by, kind="person", id=held.person_id, detail=detail)
    return held


@transaction.atomic
def leave(*, by: Any, assessment: Assessment) -> Assessment:
    """Say that a draft is not taken further; it is kept and can no longer be written."""
    there = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if there.state == State.LEFT:
        return there
    held = held_draft(by, assessment)
    held.state, held.saved_by, held.saved_at = State.LEFT, by, timezone.now()
    held.version += 1
    held.save()
    record_write(by=by, kind="person", id=held.person_id, detail=f"left assessment {held.pk}")
    return held


def _close(by: Any, who: Seen, held: Assessment) -> Verdict:
    found = verdict(
        delegations_of(by),
        questionnaire=held.questionnaire.name,
        cohorts=who.listing.cohort_list if who.listing else [],
        organisation=by.organisation_id,
        on=today(),
    )
    held.state, held.finished_by, held.finished_at = State.FINISHED, by, timezone.now()
    held.organisation = by.organisation
    held.standing, held.standing_why, held.delegation_id = found.standing, found.why, found.delegation
    held.version += 1
    held.save()
    return found


def _accept(held: Assessment, partners: frozenset[int], key: UUID) -> None:
    """Let every partner that agreed beforehand, and that may read it, accept it, once for all."""
    Acceptance.objects.bulk_create(
        Acceptance(
            assessment=held,
            organisation_id=partner,
            outcome=Outcome.ACCEPTED,
            is_automatic=True,
            reason=held.standing_why,
            key=uuid.uuid5(key, f"partner {partner}"),
        )
        for partner in sorted(partners)
    )


def _move_on(by: Any, held: Assessment, key: UUID) -> None:
    case = Case.objects.open().select_for_update().filter(person=held.person_id).first()
    if case is not None and case.state == CaseState.CONSENTED:
        advance(by=by, case=case, act=Act.ASSESS, key=uuid.uuid5(key, "case"))

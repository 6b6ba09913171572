"""All reads of assessments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lco.teams.governance.terms import Sensitivity
from lco.teams.questionnaires.answering import in_words
from lco.teams.questionnaires.asking import counting
from lco.teams.questionnaires.items import Holds
from lco.teams.trusted_assessors import Delegation
from web.teams.access.people import Seen
from web.teams.assessments.keeping import answers_of
from web.teams.assessments.models import Acceptance, Assessment, AssessmentQuerySet, Assessor
from web.teams.assessments.shelf import asked_version
from web.teams.assessments.sight import read_by


@dataclass(frozen=True)
class AssessmentSummary:
    """What a finished assessment says in short, for a plan and for a meeting."""

    key: int
    name: str
    title: str
    finished_on: date
    assessor: str
    organisation: str
    standing: str
    strengths: tuple[str, ...]
    needs: tuple[str, ...]
    results: tuple[tuple[str, str], ...]


def assessments_of(person: int) -> AssessmentQuerySet:
    """Return every assessment of a person, newest first, with what is shown of it."""
    found = Assessment.objects.filter(person=person)
    shown = found.select_related("questionnaire", "organisation", "started_by", "finished_by", "saved_by")
    return shown.defer("questionnaire__definition").order_by("-started_at", "-pk")


def assessment_of(person: int, key: int) -> Assessment | None:
    """Return one assessment of a person, or None when it is of somebody else or of nobody."""
    return assessments_of(person).filter(pk=key).first()


def latest_assessments(
    person: int, *, user: Any = None, seen: Seen | None = None
) -> Sequence[AssessmentSummary]:
    """Return the last finished assessment by each questionnaire, newest first.

    With `user` and `seen` only what the user may read; without them only what is held no closer than usual,
    whoever looks: then no wish of the person is asked.
    """
    finished = assessments_of(person).finished().order_by("-finished_at", "-pk")
    if user is not None and seen is not None:
        found = read_by(user, seen, finished)
    else:
        found = [each for each in finished if _is_ordinary(each)]
    latest: dict[str, Assessment] = {}
    for each in found:
        latest.setdefault(each.questionnaire.name, each)
    return [summary(each) for each in latest.values()]


def _is_ordinary(assessment: Assessment) -> bool:
    return asked_version(assessment.questionnaire).sensitivity is Sensitivity.ORDINARY


def summary(assessment: Assessment) -> AssessmentSummary:
    """Return what a finished assessment says in short."""
    if assessment.finished_at is None or assessment.finished_by is None:
        raise ValueError("Only a finished assessment has a summary.")
    return AssessmentSummary(
        key=assessment.pk,
        name=assessment.questionnaire.name,
        title=assessment.questionnaire.title,
        finished_on=timezone.localtime(assessment.finished_at).date(),
        assessor=assessment.finished_by.name,
        organisation=assessment.organisation.name,
        standing=assessment.get_standing_display(),
        strengths=_said(assessment, Holds.STRENGTH),
        needs=_said(assessment, Holds.NEED),
        results=tuple((title, words) for title, words in assessment.result),
    )


def _said(assessment: Assessment, holds: Holds) -> tuple[str, ...]:
    questionnaire = asked_version(assessment.questionnaire)
    answers = counting(questionnaire, answers_of(assessment))
    return tuple(
        in_words(item, value)
        for item in questionnaire.questions
        if item.holds is holds
        for value in answers.get(item.link_id, ())
    )


def delegations_of(user: Any) -> list[Delegation]:
    """Return every delegation of a user, those that ended included."""
    found = Assessor.objects.filter(user=user).prefetch_related("partners").order_by("starts_on", "pk")
    return [
        Delegation(
            key=each.pk,
            questionnaires=frozenset(each.questionnaires),
            cohorts=frozenset(each.cohorts),
            partners=frozenset(partner.pk for partner in each.partners.all()),
            starts_on=each.starts_on,
            ends_before=each.ends_before,
        )
        for each in found
    ]


def last_word(assessment: Assessment, organisation: int) -> str:
    """Return what an organisation said last of an assessment; empty when it said nothing."""
    said = Acceptance.objects.filter(assessment=assessment, organisation=organisation).order_by("-pk")
    return said.values_list("outcome", flat=True).first() or ""


def words_of_partners(assessment: Assessment) -> Sequence[Acceptance]:
    """Return the last word of each partner on an assessment, in the order of their names."""
    said: dict[int, Acceptance] = {}
    for each in assessment.acceptances.select_related("organisation", "by").order_by("pk"):
        said[each.organisation_id] = each
    return sorted(said.values(), key=lambda each: each.organisation.name)

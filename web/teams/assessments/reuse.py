"""What was assessed already, so that nobody has to tell it twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from lco.teams.questionnaires.carrying import carried
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.values import Value
from lco.teams.trusted_assessors import Standing
from web.teams.access.people import Seen
from web.teams.assessments.keeping import answers_of
from web.teams.assessments.models import Acceptance, Assessment, AssessmentQuerySet, Outcome
from web.teams.assessments.shelf import asked_version
from web.teams.assessments.sight import read_by
from web.teams.cases import standards
from web.ui import formats


def with_last_word(assessments: AssessmentQuerySet, organisation: int) -> AssessmentQuerySet:
    """Add `last_word`: what the organisation said last of each, None where it said nothing."""
    said = Acceptance.objects.filter(assessment=OuterRef("pk"), organisation=organisation).order_by("-pk")
    return assessments.annotate(last_word=Subquery(said.values("outcome")[:1]))


def fresh_elsewhere(user: Any, seen: Seen, name: str) -> Sequence[Assessment]:
    """Return trusted assessments by other partners that are fresh enough to use, newest first.

    One that the user's organisation declined, or that the user may not read, is not among them.
    """
    organisation = user.organisation_id
    since = timezone.now() - timedelta(days=standards.current()["days_fresh"])
    found = Assessment.objects.finished().filter(
        person=seen.pseudonym, questionnaire__name=name, standing=Standing.TRUSTED, finished_at__gte=since
    )
    found = with_last_word(found.exclude(organisation=organisation), organisation)
    shown = found.select_related("questionnaire", "finished_by", "organisation")
    shown = shown.defer("questionnaire__definition").order_by("-finished_at")
    return [each for each in read_by(user, seen, shown) if each.last_word != Outcome.DECLINED]


def to_begin_from(user: Any, seen: Seen, questionnaire: Questionnaire) -> list[tuple[Assessment, str]]:
    """Return the last finished assessments whose answers can be taken over, and words for each."""
    latest: dict[str, Assessment] = {}
    found = (
        Assessment.objects.finished()
        .filter(person=seen.pseudonym)
        .select_related("questionnaire", "finished_by", "organisation")
    )
    for each in read_by(user, seen, found.order_by("-finished_at", "-pk")):
        latest.setdefault(each.questionnaire.name, each)
    counted = [(each, len(_taken_over(each, questionnaire))) for each in latest.values()]
    return [(each, _offer(each, count)) for each, count in counted if count]


def _taken_over(earlier: Assessment, questionnaire: Questionnaire) -> dict[str, tuple[Value, ...]]:
    return carried(asked_version(earlier.questionnaire), answers_of(earlier), questionnaire)


def _offer(earlier: Assessment, count: int) -> str:
    answers = "1 answer" if count == 1 else f"{count} answers"
    return (
        f"{answers} of {earlier.questionnaire.title}, {formats.day(earlier.finished_at)}, "
        f"{earlier.finished_by}, {earlier.organisation}"
    )

"""Writes of an assessment that is not finished: begun, saved a page at a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.questionnaires.answering import problems
from lco.teams.questionnaires.carrying import carried, started
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.values import Answers, kept
from web.audit.actions import record_write
from web.records.models import Person
from web.teams.assessments.holding import held_draft, refuse_who_may_not_read, seen_to_assess
from web.teams.assessments.keeping import answers_of, mark
from web.teams.assessments.models import Assessment, QuestionnaireVersion
from web.teams.assessments.refusals import AssessmentRefused, SavedMeanwhile
from web.teams.assessments.reuse import fresh_elsewhere
from web.teams.assessments.shelf import asked_version
from web.teams.assessments.sight import read_by
from web.teams.cases.queries import open_case_of


@transaction.atomic
def start(
    *,
    by: Any,
    person: Person,
    questionnaire: Questionnaire,
    key: UUID,
    earlier: Assessment | None = None,
    why_again: str = "",
) -> Assessment:
    """Begin to ask `questionnaire`; a draft of it that `by` may read is returned, whoever began it.

    Args:
        by: who asks: somebody who sees the person today.
        person: of whom.
        questionnaire: the version that is asked to its end.
        key: of the form; sent again, the assessment begun the first time is returned.
        earlier: a finished assessment of the person whose answers are taken over, marked as such.
        why_again: why a fresh assessment of another partner is not used; needed where there is one.

    Raises:
        AssessmentRefused: when `by` may not assess the person, or says not why a fresh one is not used.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    seen = seen_to_assess(by, held.pk)
    made = Assessment.objects.filter(key=key, person=held).first()
    if made is not None:
        return made
    version = _version(questionnaire)
    drafts = Assessment.objects.drafts().filter(person=held, questionnaire=version).order_by("pk")
    readable = read_by(by, seen, drafts.select_related("questionnaire"))
    if readable:
        return readable[0]
    if fresh_elsewhere(by, seen, questionnaire.name) and not why_again.strip():
        raise AssessmentRefused("Say why the fresh assessment of the other partner is not used.")
    return _begun(by, held, version, key=key, earlier=earlier, why_again=why_again.strip())


def _begun(
    by: Any,
    person: Person,
    version: QuestionnaireVersion,
    *,
    key: UUID,
    earlier: Assessment | None,
    why_again: str,
) -> Assessment:
    questionnaire = asked_version(version)
    taken = _taken(by, earlier, person, questionnaire)
    assessment = Assessment.objects.create(
        person=person,
        case=open_case_of(person.pk),
        questionnaire=version,
        answers=kept({**started(questionnaire), **taken}),
        told=dict.fromkeys(taken, earlier.pk) if earlier else {},
        earlier=earlier,
        why_again=why_again,
        organisation=by.organisation,
        started_by=by,
        saved_by=by,
        key=key,
    )
    detail = f"began {version.name} {version.version}, assessment {assessment.pk}"
    record_write(by=by, kind="person", id=person.pk, detail=detail)
    return assessment


@transaction.atomic
def save(
    *, by: Any, assessment: Assessment, link_ids: Collection[str], changes: Answers, beside: int, key: UUID
) -> Assessment:
    """Keep the answers of one page. Nothing that is required has to be there yet.

    Args:
        by: who saves.
        assessment: a draft.
        link_ids: the questions of the page; their former answers are replaced.
        changes: their answers now.
        beside: `mark` of the page's answers when it was opened.
        key: of the form; sent again, it changes nothing.

    Raises:
        SavedMeanwhile: when somebody saved other answers of the page since it was opened.
        AssessmentRefused: when it is finished, an answer is none, or `by` may not assess the person.
    """
    held = held_draft(by, assessment)
    if held.saved_key == key:
        return held
    if mark(held, link_ids) != beside:
        raise SavedMeanwhile(held)
    questionnaire = asked_version(held.questionnaire)
    answers = {link_id: values for link_id, values in answers_of(held).items() if link_id not in link_ids}
    answers.update({link_id: tuple(values) for link_id, values in changes.items() if values})
    wrong = problems(questionnaire, answers, within=link_ids, is_finishing=False)
    if wrong or not set(changes) <= set(link_ids):
        raise AssessmentRefused("Some answers cannot be kept: change them and save again.", wrong)
    _keep(by, held, kept(answers), key)
    record_write(by=by, kind="person", id=held.person_id, detail=f"saved assessment {held.pk}")
    return held


def _keep(by: Any, held: Assessment, answers: dict[str, Any], key: UUID) -> None:
    # An answer that was changed is no longer what was told earlier.
    same = {link_id for link_id in held.told if answers.get(link_id) == held.answers.get(link_id)}
    held.told = {link_id: source for link_id, source in held.told.items() if link_id in same}
    held.answers, held.saved_by, held.saved_at, held.saved_key = answers, by, timezone.now(), key
    held.version += 1
    held.save()


def _version(questionnaire: Questionnaire) -> QuestionnaireVersion:
    """Return the row of the version, made when it is asked for the first time."""
    version, _ = QuestionnaireVersion.objects.get_or_create(
        url=questionnaire.url,
        version=questionnaire.version,
        defaults={
            "name": questionnaire.name,
            "title": questionnaire.title,
            "checksum": questionnaire.checksum,
            "definition": dict(questionnaire.definition),
        },
    )
    if version.checksum != questionnaire.checksum:
        raise AssessmentRefused(
            f"Version {questionnaire.version} of '{questionnaire.title}' was asked before with other words: "
            "give the changed file a new version."
        )
    return version


def _taken(
    by: Any, earlier: Assessment | None, person: Person, questionnaire: Questionnaire
) -> dict[str, Any]:
    if earlier is None:
        return {}
    if earlier.person_id != person.pk or not earlier.finished_at:
        raise AssessmentRefused("Answers are taken only from a finished assessment of the same person.")
    refuse_who_may_not_read(by, earlier)
    return carried(asked_version(earlier.questionnaire), answers_of(earlier), questionnaire)

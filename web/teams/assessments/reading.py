"""A questionnaire's answers as they are read, checked, printed and given out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lco.teams.questionnaires.answering import Problem, in_words
from lco.teams.questionnaires.asking import asked
from lco.teams.questionnaires.items import Item, Questionnaire
from lco.teams.questionnaires.response import Answered
from lco.teams.questionnaires.response import response as fhir_response
from lco.teams.questionnaires.values import Answers
from web.teams.assessments.keeping import answers_of
from web.teams.assessments.models import Assessment
from web.teams.assessments.queries import words_of_partners
from web.teams.assessments.shelf import asked_version
from web.ui import formats


@dataclass(frozen=True)
class Line:
    """One question with its answers in words; `told` says when they were told before."""

    question: str
    answers: tuple[str, ...]
    told: str
    wrong: str


@dataclass(frozen=True)
class Chapter:
    """One section with the questions that were asked in it; `number` is its page."""

    number: int
    title: str
    lines: tuple[Line, ...]


def told_words(assessment: Assessment) -> dict[str, str]:
    """Return, by linkId, with whom and when an answer taken over was told."""
    if not assessment.told:
        return {}
    keys = set(assessment.told.values())
    found = Assessment.objects.filter(pk__in=keys).select_related("finished_by", "organisation")
    words = {
        each.pk: f"Told on {formats.day(each.finished_at)} to {each.finished_by}, {each.organisation}."
        for each in found
    }
    return {link_id: words[key] for link_id, key in assessment.told.items() if key in words}


def chapters(
    questionnaire: Questionnaire,
    answers: Answers,
    told: Mapping[str, str],
    problems: Sequence[Problem] = (),
) -> list[Chapter]:
    """Return what was asked and answered, section by section, without sections where nothing is asked."""
    now = asked(questionnaire, answers)
    wrong = {problem.link_id: problem.sentence for problem in reversed(problems)}
    found = []
    for number, section in enumerate(questionnaire.sections, start=1):
        items = [item for item in section.walk() if item.kind.is_question and item.link_id in now]
        lines = tuple(_line(item, answers, told, wrong) for item in items)
        if lines:
            found.append(Chapter(number, section.title, lines))
    return found


def _line(item: Item, answers: Answers, told: Mapping[str, str], wrong: Mapping[str, str]) -> Line:
    words = tuple(in_words(item, value) for value in answers.get(item.link_id, ()))
    return Line(item.title, words, told.get(item.link_id, ""), wrong.get(item.link_id, ""))


def shown(assessment: Assessment, user: Any) -> dict[str, Any]:
    """Return what the pages that only show an assessment need."""
    questionnaire = asked_version(assessment.questionnaire)
    partners = words_of_partners(assessment) if assessment.finished_at else []
    mine = next((each for each in partners if each.organisation_id == user.organisation_id), None)
    is_of_other = assessment.organisation_id != user.organisation_id
    return {
        "assessment": assessment,
        "questionnaire": questionnaire,
        "chapters": chapters(questionnaire, answers_of(assessment), told_words(assessment)),
        "partners": partners,
        "my_word": mine,
        "may_decide": bool(assessment.finished_at)
        and is_of_other
        and assessment.standing == "trusted"
        and user.has_perm("teams.assess"),
        "may_assess": user.has_perm("teams.assess"),
        "today": timezone.localdate(),
    }


def as_fhir(assessment: Assessment) -> dict[str, Any]:
    """Return a finished assessment as a FHIR R4 QuestionnaireResponse."""
    if assessment.finished_at is None:
        raise ValueError("Only a finished assessment is given out.")
    about = Answered(
        key=str(assessment.pk),
        pseudonym=str(assessment.person_id),
        organisation=assessment.organisation.name,
        at=assessment.finished_at,
    )
    return fhir_response(asked_version(assessment.questionnaire), answers_of(assessment), about)

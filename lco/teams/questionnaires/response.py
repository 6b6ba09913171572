"""Gives out a finished questionnaire as a FHIR R4 QuestionnaireResponse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lco.teams.questionnaires.asking import counting
from lco.teams.questionnaires.items import Item, Kind, Questionnaire
from lco.teams.questionnaires.values import Answers, Value, to_fhir


@dataclass(frozen=True)
class Answered:
    """Of whom, by whom and when: the person by pseudonym, the assessor by organisation."""

    key: str
    pseudonym: str
    organisation: str
    at: datetime


def response(questionnaire: Questionnaire, answers: Answers, about: Answered) -> dict[str, Any]:
    """Return the QuestionnaireResponse, with the answers of questions that are asked and no name."""
    if about.at.tzinfo is None:
        raise ValueError("The time of an assessment needs its time zone.")
    items = _items(questionnaire.items, counting(questionnaire, answers))
    found: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "id": about.key,
        "questionnaire": questionnaire.canonical,
        "status": "completed",
        "subject": {"type": "Patient", "identifier": {"value": about.pseudonym}},
        "authored": about.at.isoformat(timespec="seconds"),
        "author": {"type": "Organization", "display": about.organisation},
    }
    return {**found, "item": items} if items else found


def _items(items: tuple[Item, ...], answers: Mapping[str, tuple[Value, ...]]) -> list[dict[str, Any]]:
    found = (_item(item, answers) for item in items)
    return [item for item in found if item is not None]


def _item(item: Item, answers: Mapping[str, tuple[Value, ...]]) -> dict[str, Any] | None:
    values = answers.get(item.link_id, ())
    within = _items(item.items, answers)
    head = {"linkId": item.link_id, **({"text": item.text} if item.text else {})}
    if item.kind is Kind.GROUP:
        return {**head, "item": within} if within else None
    if not values:
        return None
    # What stands under a question belongs to its answer.
    given = [to_fhir(value) for value in values]
    if within:
        given[0] = {**given[0], "item": within}
    return {**head, "answer": given}

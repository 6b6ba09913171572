"""Makes small questionnaires for tests."""

from __future__ import annotations

import json
from typing import Any

from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.reading import read_questionnaire

FHIR = "http://hl7.org/fhir/StructureDefinition/"
HEAD = {
    "resourceType": "Questionnaire",
    "id": "falls",
    "url": "https://example.org/Questionnaire/falls",
    "version": "1.0",
    "title": "Falls",
    "status": "active",
    "description": "Asks about falls.",
    "publisher": "Falls team",
}


def item(link_id: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    """Return an item of the first level."""
    return {"linkId": link_id, "type": kind, "text": f"Question {link_id}", **more}


def group(link_id: str, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a group of items."""
    return {"linkId": link_id, "type": "group", "text": f"Group {link_id}", "item": list(items), **more}


def option(code: str, weight: float | None = None) -> dict[str, Any]:
    """Return an answer to choose, with its weight where it has one."""
    found: dict[str, Any] = {"valueCoding": {"code": code, "display": code.capitalize()}}
    if weight is not None:
        found["extension"] = [{"url": f"{FHIR}ordinalValue", "valueDecimal": weight}]
    return found


def limit(name: str, **value: Any) -> dict[str, Any]:
    """Return the extension minValue or maxValue."""
    return {"url": f"{FHIR}{name}", **value}


def when(question: str, operator: str, **answer: Any) -> dict[str, Any]:
    """Return a condition."""
    return {"question": question, "operator": operator, **answer}


def content(*items: dict[str, Any], **head: Any) -> bytes:
    """Return a questionnaire as the bytes of its file."""
    return json.dumps({**HEAD, **head, "item": list(items)}).encode()


def made(*items: dict[str, Any], **head: Any) -> Questionnaire:
    """Return a questionnaire of these items."""
    return read_questionnaire(content(*items, **head))

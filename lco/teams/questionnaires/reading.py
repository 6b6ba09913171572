"""Reads a questionnaire from a FHIR R4 Questionnaire file, or refuses it in one sentence."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from lco.teams.governance.terms import Sensitivity
from lco.teams.questionnaires.items import Item, Questionnaire
from lco.teams.questionnaires.reading_items import check_conditions, read_items
from lco.teams.questionnaires.reading_source import QuestionnaireRefused, codes_of

__all__ = ["QuestionnaireRefused", "read_file", "read_questionnaire"]

LARGEST_FILE = 1_000_000  # bytes
_URL = re.compile(r"https?://[^\s|#<>\"']{1,300}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,19}")
# The system of the labels that say how closely answers are held.
SENSITIVITY = "https://lco.example/fhir/CodeSystem/sensitivity"
_STATUSES = ("draft", "active", "retired")


def read_file(path: Path) -> Questionnaire:
    """Return the questionnaire of a file.

    Raises:
        QuestionnaireRefused: when it cannot be read or asked, with the reason.
    """
    try:
        # One byte more than is allowed says that it is too large, however large it is.
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise QuestionnaireRefused(f"the file cannot be read: {error.strerror}") from error
    return read_questionnaire(content)


def read_questionnaire(content: bytes) -> Questionnaire:
    """Return the questionnaire that `content`, a FHIR R4 Questionnaire as JSON, defines.

    Raises:
        QuestionnaireRefused: when it is none, or asks for something that cannot be done here; the sentence
            names the linkId.
    """
    found = _resource(content)
    items = read_items(found.get("item"))
    index = _index(items)
    check_conditions(index)
    return Questionnaire(
        url=_matching(found, "url", _URL, "an address, such as https://example.org/Questionnaire/falls"),
        version=_matching(found, "version", _VERSION, "a version, such as 1.0"),
        name=_matching(found, "id", _NAME, "an id of small letters, digits and hyphens"),
        title=_text(found, "title", 200),
        status=_status(found),
        about=_text(found, "description", 2_000),
        owner=_text(found, "publisher", 200),
        rights=_text(found, "copyright", 2_000, is_needed=False),
        items=items,
        order=_order(index),
        definition=found,
        purposes=_purposes(found),
        sensitivity=_sensitivity(found),
        checksum=hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest(),
    )


def _resource(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_FILE:
        raise QuestionnaireRefused(f"the file is larger than {LARGEST_FILE // 1_000_000} MB: shorten it")
    try:
        found = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once_each, parse_constant=_no_constant
        )
    except UnicodeDecodeError as error:
        raise QuestionnaireRefused("the file is not text in UTF-8: save it as UTF-8") from error
    except RecursionError as error:
        raise QuestionnaireRefused("the file is nested too deeply: lay its groups side by side") from error
    except json.JSONDecodeError as error:
        raise QuestionnaireRefused(f"the file is not JSON: {error.msg} in line {error.lineno}") from error
    except QuestionnaireRefused:
        raise
    except ValueError as error:
        raise QuestionnaireRefused("a number in it has too many digits") from error
    if not isinstance(found, dict) or found.get("resourceType") != "Questionnaire":
        raise QuestionnaireRefused("the file is no FHIR Questionnaire: its resourceType has to say so")
    _refuse_what_cannot_be_kept(found)
    return found


def _refuse_what_cannot_be_kept(found: dict[str, Any]) -> None:
    """Refuse characters that no database keeps: half of a pair, and the null character."""
    written = json.dumps(found, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError as error:
        raise QuestionnaireRefused("it has half of a character in it: write the whole one") from error
    if "\\u0000" in written:
        raise QuestionnaireRefused("it has a null character in it: take it out")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise QuestionnaireRefused(f"'{twice[:60]}' stands twice in the same place: keep one of them")
    return found


def _no_constant(name: str) -> Any:
    raise QuestionnaireRefused(f"{name} is no number of JSON")


def _index(items: tuple[Item, ...]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for top in items:
        for item in top.walk():
            if item.link_id in found:
                raise QuestionnaireRefused(f"'{item.link_id}' is the linkId of two items: give each its own")
            found[item.link_id] = item
    if not any(item.kind.is_question for item in found.values()):
        raise QuestionnaireRefused("it asks no question: add an item of another type than group or display")
    return found


def _order(index: Mapping[str, Item]) -> tuple[str, ...]:
    """Return the linkIds so that each comes after those it depends on: what it stands under, what it asks."""
    needs = {item.link_id: [condition.question for condition in item.conditions] for item in index.values()}
    for item in index.values():
        for child in item.items:
            needs[child.link_id].append(item.link_id)
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = " and ".join(f"'{link_id}'" for link_id in sorted(set(error.args[1])))
        raise QuestionnaireRefused(
            f"{circle} depend on each other by enableWhen, so that none could ever be asked first"
        ) from error


def _matching(found: Mapping[str, Any], name: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise QuestionnaireRefused(f"its {name} has to be {wanted}")
    return value


def _text(found: Mapping[str, Any], name: str, longest: int, *, is_needed: bool = True) -> str:
    value = found.get(name, "")
    if not isinstance(value, str) or (is_needed and not value.strip()):
        raise QuestionnaireRefused(f"its {name} has to be words")
    if len(value) > longest:
        raise QuestionnaireRefused(f"its {name} has more than {longest:,} characters: shorten it")
    return value.strip()


def _purposes(found: Mapping[str, Any]) -> frozenset[str]:
    codes = codes_of(found)
    if codes is None:
        raise QuestionnaireRefused("its code is no list of codings")
    return codes


def _sensitivity(found: Mapping[str, Any]) -> Sensitivity:
    """Return how closely the answers are held: a label of FHIR's ``meta.security`` in our own system."""
    meta = found.get("meta", {})
    labels = codes_of({"code": meta.get("security", [])}) if isinstance(meta, dict) else None
    if labels is None:
        raise QuestionnaireRefused("its meta.security is no list of codings")
    said = sorted(label.split("|", 1)[1] for label in labels if label.startswith(f"{SENSITIVITY}|"))
    if len(said) > 1 or not set(said) <= set(Sensitivity):
        raise QuestionnaireRefused(f"its sensitivity has to be one of {', '.join(Sensitivity)}")
    return Sensitivity(said[0]) if said else Sensitivity.ORDINARY


def _status(found: Mapping[str, Any]) -> str:
    value = found.get("status")
    if value not in _STATUSES:
        raise QuestionnaireRefused(f"its status has to be one of {', '.join(_STATUSES)}")
    for part in _modifying(found):
        raise QuestionnaireRefused(
            f"it has a modifierExtension in {part}, which changes what it means: take it out"
        )
    return str(value)


def _modifying(found: Mapping[str, Any]) -> Iterator[str]:
    for name in ("modifierExtension", "implicitRules"):
        if found.get(name):
            yield name

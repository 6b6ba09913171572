"""Reads the parts of one item: its words, its options, its limits and what extensions say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from lco.teams.questionnaires.items import Band, Holds, Kind, Option
from lco.teams.questionnaires.reading_source import Source, extensions
from lco.teams.questionnaires.values import LARGEST, LARGEST_INTEGER, Coding, Value

FHIR = "http://hl7.org/fhir/StructureDefinition/"
# Our own extensions: what an answer is to the plan, and the words for a stretch of answers.
HOLDS = "https://lco.example/fhir/StructureDefinition/holds"
BAND = "https://lco.example/fhir/StructureDefinition/band"
WEIGHT = f"{FHIR}ordinalValue"
_MOST_OPTIONS = 200
_NAMES: Mapping[str, type] = MappingProxyType(
    {"Boolean": bool, "Integer": int, "Decimal": Decimal, "Date": date, "String": str, "Coding": Coding}
)
TYPES: Mapping[Kind, frozenset[type]] = MappingProxyType(
    {
        Kind.STRING: frozenset({str}),
        Kind.TEXT: frozenset({str}),
        Kind.BOOLEAN: frozenset({bool}),
        Kind.INTEGER: frozenset({int}),
        Kind.DECIMAL: frozenset({Decimal}),
        Kind.DATE: frozenset({date}),
        Kind.CHOICE: frozenset({str, int, date, Coding}),
        Kind.OPEN_CHOICE: frozenset({str, int, date, Coding}),
    }
)


def value_of(source: Source, found: Any, prefix: str, kind: Kind | None = None) -> Value:
    """Return the value of ``valueInteger``, ``answerCoding`` and the like.

    Raises:
        QuestionnaireRefused: when there is not exactly one, or it is not what it says, or not of `kind`.
    """
    names = [name for name in found if name.startswith(prefix)] if isinstance(found, dict) else []
    if len(names) != 1 or names[0][len(prefix) :] not in _NAMES:
        known = ", ".join(f"{prefix}{name}" for name in _NAMES)
        raise source.refuse(f"needs exactly one of {known}")
    wanted = _NAMES[names[0][len(prefix) :]]
    value: Value | None = _read(found[names[0]], wanted)
    if value is None:
        raise source.refuse(f"has a {names[0]} that is none")
    if kind is not None and type(value) not in TYPES.get(kind, frozenset()):
        raise source.refuse(f"is of type {kind} and cannot have a {names[0]}")
    return value


def options(source: Source, kind: Kind) -> tuple[Option, ...]:
    """Return the answers to choose from, in the order of the file."""
    listed = source.found.get("answerOption", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise source.refuse("has an answerOption that is no list")
    if not kind.has_options:
        if listed:
            raise source.refuse(f"is of type {kind} and cannot have answerOption: make it a choice")
        return ()
    if not listed:
        raise source.refuse("is a choice without answerOption: list the answers")
    if len(listed) > _MOST_OPTIONS:
        raise source.refuse(f"has more than {_MOST_OPTIONS} answers to choose from")
    found = tuple(_option(source, each, kind) for each in listed)
    keys = [each.value.key if isinstance(each.value, Coding) else each.value for each in found]
    if len(set(keys)) < len(keys):
        raise source.refuse("has the same answer twice among its answerOption")
    return found


def bounds(source: Source, kind: Kind) -> tuple[Any, Any]:
    """Return the least and the greatest answer, None where there is no bound."""
    found: list[Any] = []
    for name in ("minValue", "maxValue"):
        values = [value_of(source, _valued(each), "value") for each in source.extensions(f"{FHIR}{name}")]
        if values and not kind.has_order:
            raise source.refuse(f"is of type {kind} and cannot have {name}")
        value = values[0] if values else None
        if value is not None and (isinstance(value, date) != (kind is Kind.DATE) or isinstance(value, str)):
            raise source.refuse(f"has a {name} of another kind than its answers")
        found.append(Decimal(value) if isinstance(value, int) else value)
    least, most = found
    if least is not None and most is not None and least > most:
        raise source.refuse("has a minValue above its maxValue")
    return least, most


def holding(source: Source) -> Holds | None:
    """Return what the answer is to the plan, where the item says."""
    values = [each.get("valueCode") for each in source.extensions(HOLDS)]
    if values and (not isinstance(values[0], str) or values[0] not in set(Holds)):
        raise source.refuse(f"says that it holds '{str(values[0])[:40]}': use one of {', '.join(Holds)}")
    return Holds(str(values[0])) if values else None


def bands(source: Source) -> tuple[Band, ...]:
    """Return the words for stretches of answers, which may not overlap."""
    found = sorted((_band(source, each) for each in source.extensions(BAND)), key=lambda band: band.least)
    for one, other in pairwise(found):
        if other.least <= one.most:
            raise source.refuse(f"has bands that overlap: '{one.title}' and '{other.title}'")
    return tuple(found)


def _band(source: Source, found: Mapping[str, Any]) -> Band:
    parts = {str(each.get("url")): each for each in extensions(source, found)}
    if set(parts) != {"least", "most", "title"}:
        raise source.refuse("has a band without least, most and title")
    title = value_of(source, _valued(parts["title"]), "value")
    least, most = (value_of(source, _valued(parts[name]), "value") for name in ("least", "most"))
    if not isinstance(least, int | Decimal) or not isinstance(most, int | Decimal) or not title:
        raise source.refuse("has a band whose least and most are no numbers")
    if least > most:
        raise source.refuse("has a band whose least is above its most")
    return Band(Decimal(least), Decimal(most), str(title))


def _option(source: Source, found: Mapping[str, Any], kind: Kind) -> Option:
    plain = {name: value for name, value in found.items() if name.startswith("value")}
    value = value_of(source, plain, "value", kind)
    title = (value.display or value.code) if isinstance(value, Coding) else str(value)
    coded = found.get("valueCoding", {})
    weights = [
        value_of(source, _valued(each), "value")
        for place in (found, coded)
        for each in extensions(source, place, WEIGHT)
    ]
    if len(weights) > 1 or any(not isinstance(each, int | Decimal) for each in weights):
        raise source.refuse(f"has a weight of '{title[:60]}' that is not one number")
    return Option(value, title, Decimal(weights[0]) if weights else None)  # type: ignore[arg-type]


def _valued(extension: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in extension.items() if name.startswith("value")}


def _read(found: Any, wanted: type) -> Any:  # noqa: PLR0911 - one line for each kind of value
    if wanted is bool:
        return found if isinstance(found, bool) else None
    if isinstance(found, bool):
        return None
    if wanted is Decimal:
        return Decimal(str(found)) if isinstance(found, int | float) and abs(found) < LARGEST else None
    if wanted is Coding:
        return _coding(found)
    if wanted is date:
        return _day(found)
    if wanted is int:
        return found if isinstance(found, int) and abs(found) <= LARGEST_INTEGER else None
    return found if isinstance(found, wanted) and found != "" else None


def _coding(found: Any) -> Coding | None:
    if not isinstance(found, dict):
        return None
    parts = [found.get(name, "") for name in ("code", "system", "display")]
    if not all(isinstance(part, str) for part in parts) or not parts[0].strip():
        return None
    return Coding(*parts)


def _day(found: Any) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None

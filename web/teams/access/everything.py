"""Everything held about a person, found by following what refers to them: no new table is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from lco.teams.governance.release import release_rules
from web.records.models import Person
from web.teams.access.plain_values import value_in_words
from web.teams.access.plain_words import chapter_title, field_label

# Of a message it is known that it was sent; it is the receiver's. The looks stand in a list of their own.
LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "AccessAlert": "checks on staff, kept with the privacy officer",
        "RetentionHold": "kept for an inquiry: releasing it is decided there",
        "AccessRequest": "the request itself, which this answers",
    }
)
_SENSITIVE = "held closer: decide whether it is released"
_FREE_TEXT = "free text: it may name somebody else"
_OTHERS = frozenset({"User", "Organisation", "Team"})
TECHNICAL = frozenset({"key", "saved_key", "version", "searched", "id"})


@dataclass(frozen=True)
class Part:
    """One row held about the person. `mark` names it, `concern` says why it is looked at before release.

    `is_hidden`: while it is withheld, the person's copy does not say that it is there, and who decides on it
    reads `facts` no sooner than it is released.
    """

    mark: str
    facts: tuple[tuple[str, str], ...]
    concern: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Chapter:
    """All rows of one kind."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Way:
    """How a table is reached: by a field that refers to a table reached before."""

    model: type[models.Model]
    fields: tuple[tuple[str, type[models.Model]], ...]


@cache
def ways() -> tuple[Way, ...]:
    """Return every table whose rows are about a person, in an order in which each comes after its ground."""
    reached: dict[type[models.Model], Way] = {}
    grounds: list[type[models.Model]] = [Person]
    waiting = [model for model in apps.get_models() if _is_ours(model)]
    while grounds:
        ground = grounds.pop(0)
        for model in waiting:
            fields = tuple((name, ground) for name in _referring(model, ground))
            if not fields or model is Person:
                continue
            known = reached.get(model)
            if known is None:
                grounds.append(model)
            reached[model] = Way(model, (*(known.fields if known else ()), *fields))
    return tuple(reached.values())


def everything_about(person: Person) -> list[Chapter]:
    """Return what is held about `person`, chapter by chapter; who has seen it comes apart."""
    found: dict[type[models.Model], set[Any]] = {Person: {person.pk}}
    chapters = [Chapter(chapter_title(Person), (_part(person),))]
    for way in ways():
        rows = list(_rows(way, found))
        found[way.model] = {row.pk for row in rows}
        if rows and way.model.__name__ not in LEFT_OUT:
            chapters.append(Chapter(chapter_title(way.model), tuple(_part(row) for row in rows)))
    return chapters


def marks_of(chapters: Sequence[Chapter]) -> list[str]:
    """Return the marks of the parts that are looked at before release."""
    return [part.mark for chapter in chapters for part in chapter.parts if part.concern]


def _rows(way: Way, found: Mapping[type[models.Model], set[Any]]) -> Iterator[models.Model]:
    about = Q(pk__in=[])
    for name, ground in way.fields:
        about |= Q(**{f"{name}__in": list(found.get(ground, ()))})
    rows = way.model._default_manager.filter(about).order_by("pk")
    yield from rows.select_related(*_single(way.model)).prefetch_related(*_many(way.model))


def _referring(model: type[models.Model], ground: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is ground
    ]


def _is_ours(model: type[models.Model]) -> bool:
    return model._meta.app_label in {"teams", "population", "records"} and model.__name__ not in _OTHERS


def _single(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def _many(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.many_to_many]


def _part(row: models.Model) -> Part:
    facts = [
        (field_label(field), value_in_words(row, field))
        for field in row._meta.concrete_fields
        if _is_told(field)
    ]
    facts += [
        (field_label(field), ", ".join(str(each) for each in getattr(row, field.name).all()))
        for field in row._meta.many_to_many
    ]
    rule = release_rules().get(getattr(row, "sensitivity", ""))
    return Part(
        f"{row._meta.model_name}-{row.pk}",
        tuple((name, words) for name, words in facts if words),
        rule.concern if rule else _concern(row),
        is_hidden=rule is not None and rule.is_hidden,
    )


def _concern(row: models.Model) -> str:
    if hasattr(row, "sensitivity") and row.sensitivity not in {"", "ordinary"}:
        return _SENSITIVE
    written = (models.TextField, models.JSONField)
    if isinstance(row, Person) or row._meta.app_label == "population":
        return ""
    texts = [field for field in row._meta.concrete_fields if isinstance(field, written) and not field.choices]
    return _FREE_TEXT if any(getattr(row, field.attname) for field in texts) else ""


def _is_told(field: Any) -> bool:
    return field.name not in TECHNICAL and field.related_model is not Person

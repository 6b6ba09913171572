"""The sections of a plan, read from a file, and what may be written in them.

Nothing here says what a plan is about: a place adds, renames or leaves out sections in a file of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FILE = Path(__file__).with_name("plan.toml")
TEXT_LONGEST = 4_000
LINE_LONGEST = 300


class Shape(StrEnum):
    """Whether each field of a section is written once, or any number of entries each have them all."""

    WORDS = "words"
    ITEMS = "items"


class FieldKind(StrEnum):
    """What is written in a field."""

    TEXT = "text"
    LINE = "line"
    DAY = "day"
    CHOICE = "choice"


class SchemaRefused(ValueError):
    """A file of sections that cannot be used; the message names the line of thought that fails."""


@dataclass(frozen=True)
class Field:
    """One question of a section.

    `choices` is code to words; `is_title` names an entry in lists; `easy` are the words before the answer in
    easy read, where `is_easy` shows it at all.
    """

    id: str
    title: str
    hint: str = ""
    kind: FieldKind = FieldKind.TEXT
    is_required: bool = False
    is_title: bool = False
    easy: str = ""
    is_easy: bool = True
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def longest(self) -> int:
        """The most characters that may be written."""
        return TEXT_LONGEST if self.kind == FieldKind.TEXT else LINE_LONGEST

    def in_words(self, value: str) -> str:
        """Return what was written as a page shows it."""
        return self.choices.get(value, value)


@dataclass(frozen=True)
class Section:
    """One part of a plan.

    `sensitivity` is asked of the rules of who may see what; `is_open` lets everybody read it who can open
    the record; `is_in_copy` puts it on the person's copy; `names` is ``check`` where its names still have to
    be checked against the national standard; `easy` and `sign` are its heading in
    easy read.
    """

    id: str
    title: str
    hint: str
    shape: Shape
    fields: tuple[Field, ...]
    easy: str
    sign: str = "•"
    item: str = "entry"
    sensitivity: str = "ordinary"
    is_open: bool = False
    is_in_copy: bool = True
    names: str = "own"

    @property
    def naming(self) -> Field:
        """Return the field an entry is called by."""
        return next((each for each in self.fields if each.is_title), self.fields[0])

    def field(self, id: str) -> Field | None:
        """Return the field with this id, or None."""
        return next((each for each in self.fields if each.id == id), None)


@dataclass(frozen=True)
class Schema:
    """All sections in order, and the mean correlation between goals with where it comes from."""

    version: str
    title: str
    sections: tuple[Section, ...]
    correlation: float
    correlation_source: str

    def section(self, id: str) -> Section | None:
        """Return the section with this id, or None."""
        return next((section for section in self.sections if section.id == id), None)


def read_schema(text: str) -> Schema:
    """Return the schema written in `text` (TOML).

    Raises:
        SchemaRefused: when it is not TOML, misses a part, doubles an id or names an unknown kind.
    """
    try:
        raw = tomllib.loads(text)
        sections = tuple(_section(each) for each in raw["section"])
        schema = Schema(
            version=str(raw["version"]),
            title=str(raw["title"]),
            sections=sections,
            correlation=float(raw["attainment"]["correlation"]),
            correlation_source=str(raw["attainment"]["source"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as wrong:
        raise SchemaRefused(f"The sections of the plan cannot be read: {wrong}.") from wrong
    _refuse_doubles("section", [section.id for section in sections])
    for section in sections:
        _refuse_doubles(f"field of '{section.id}'", [each.id for each in section.fields])
    return schema


@cache
def default_schema() -> Schema:
    """Return the schema that comes with the product."""
    return read_schema(_FILE.read_text(encoding="utf-8"))


def _section(raw: dict[str, Any]) -> Section:
    more = {
        name: raw[name]
        for name in ("sign", "item", "sensitivity", "is_open", "is_in_copy", "names")
        if name in raw
    }
    return Section(
        id=raw["id"],
        title=raw["title"],
        hint=raw["hint"],
        shape=Shape(raw["shape"]),
        fields=tuple(_field(each) for each in raw["fields"]),
        easy=raw.get("easy", raw["title"]),
        **more,
    )


def _field(raw: dict[str, Any]) -> Field:
    kind = FieldKind(raw.get("kind", FieldKind.TEXT))
    choices = {str(code): str(words) for code, words in raw.get("choices", {}).items()}
    if (kind == FieldKind.CHOICE) != bool(choices):
        raise ValueError(f"field '{raw['id']}' offers choices exactly when its kind is choice")
    return Field(
        id=raw["id"],
        title=raw["title"],
        hint=raw.get("hint", ""),
        kind=kind,
        is_required=raw.get("is_required", False),
        is_title=raw.get("is_title", False),
        easy=raw.get("easy", ""),
        is_easy=raw.get("is_easy", True),
        choices=MappingProxyType(choices),
    )


def _refuse_doubles(what: str, ids: list[str]) -> None:
    doubled = sorted({id for id in ids if ids.count(id) > 1})
    if doubled or not ids:
        raise SchemaRefused(f"Each {what} needs an id of its own; written twice or missing: {doubled}.")


def faults(field: Field, value: str) -> str:
    """Return what is wrong with `value` in `field`, in a sentence, or an empty text."""
    if not value:
        return f"Answer '{field.title}'" if field.is_required else ""
    if len(value) > field.longest:
        return f"Write at most {field.longest:,} characters in '{field.title}'"
    if field.kind == FieldKind.CHOICE and value not in field.choices:
        return f"Choose one of the answers to '{field.title}'"
    if field.kind == FieldKind.DAY and not _is_day(value):
        return f"Give the day of '{field.title}' as year, month and day"
    return ""


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True

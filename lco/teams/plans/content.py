"""What is written in a plan at one moment: sections of entries, and how it is kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lco.teams.plans.schema import Schema, Section, Shape, faults

# The part of a plan that says which organisations may see a section: an entry a section.
SEEN_BY = "seen_by"
_ORGANISATIONS = "organisations"


class ContentRefused(ValueError):
    """What cannot stand in a plan; the message says what to write instead."""


@dataclass(frozen=True)
class Entry:
    """One thing written: an answer of a section of words (`id` is the field's), or one of many entries."""

    id: str
    fields: Mapping[str, str]

    @property
    def text(self) -> str:
        """The answer, of a section of words."""
        return self.fields.get("text", "")

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted(self.fields.items()))))


Content = Mapping[str, tuple[Entry, ...]]
NOTHING: Content = MappingProxyType({})


def entry(id: str, fields: Mapping[str, str]) -> Entry:
    """Return an entry without its empty fields, each without space around it."""
    kept = {name: value.strip() for name, value in fields.items() if value.strip()}
    return Entry(id, MappingProxyType(kept))


def words(answers: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries of a section of words from field to answer; an empty answer is no entry."""
    return tuple(entry(id, {"text": text}) for id, text in answers.items() if text.strip())


def entries_of(content: Content, section: str) -> tuple[Entry, ...]:
    """Return the entries of a section, none when nothing is written."""
    return content.get(section, ())


def entry_of(content: Content, section: str, id: str) -> Entry | None:
    """Return one entry, or None."""
    return next((each for each in entries_of(content, section) if each.id == id), None)


def with_section(content: Content, section: str, entries: Iterable[Entry]) -> Content:
    """Return `content` with the entries of one section replaced; a section without entries is left out."""
    changed = {**content, section: tuple(entries)}
    return MappingProxyType({id: kept for id, kept in changed.items() if kept})


def with_entry(content: Content, section: str, new: Entry) -> Content:
    """Return `content` with one entry put in the place of that with its id, or at the end."""
    there = entries_of(content, section)
    if not any(each.id == new.id for each in there):
        return with_section(content, section, (*there, new))
    return with_section(content, section, (new if each.id == new.id else each for each in there))


def without_entry(content: Content, section: str, id: str) -> Content:
    """Return `content` without one entry."""
    return with_section(content, section, (each for each in entries_of(content, section) if each.id != id))


def organisations_of(content: Content, section: str) -> frozenset[int]:
    """Return the organisations that alone may see a section; none means all that look after the person."""
    found = entry_of(content, SEEN_BY, section)
    return frozenset(int(id) for id in found.fields[_ORGANISATIONS].split(",")) if found else frozenset()


def limited_to(section: str, organisations: Iterable[int]) -> Entry:
    """Return the entry that limits a section to `organisations`."""
    return entry(section, {_ORGANISATIONS: ",".join(str(id) for id in sorted(set(organisations)))})


def to_json(content: Content) -> dict[str, Any]:
    """Return `content` as plain lists and dictionaries."""
    return {
        section: [{"id": each.id, "fields": dict(sorted(each.fields.items()))} for each in entries]
        for section, entries in content.items()
    }


def from_json(raw: Mapping[str, Any]) -> Content:
    """Return the content kept in `raw`, as `to_json` writes it.

    Raises:
        ContentRefused: when it has another form.
    """
    try:
        return MappingProxyType(
            {
                str(section): tuple(_entry(each) for each in entries)
                for section, entries in raw.items()
                if entries
            }
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ContentRefused("This is not a plan: open the page again and write it anew.") from wrong


def _entry(raw: Mapping[str, Any]) -> Entry:
    return Entry(str(raw["id"]), MappingProxyType({str(k): str(v) for k, v in raw["fields"].items()}))


def refuse_what_cannot_be(schema: Schema, content: Content, section: str) -> None:
    """Look at the entries of one section.

    Raises:
        ContentRefused: at the first that cannot stand there.
    """
    if section == SEEN_BY:
        return
    part = schema.section(section)
    if part is None:
        raise ContentRefused("The plan has no such section: choose one from the plan's page.")
    ids = [each.id for each in entries_of(content, section)]
    if len(ids) != len(set(ids)):
        raise ContentRefused("The same entry stands twice: open the page again.")
    for each in entries_of(content, section):
        wrong = _faults(part, each)
        if wrong:
            raise ContentRefused(f"{wrong}.")


def _faults(section: Section, each: Entry) -> str:
    if section.shape == Shape.WORDS:
        field = section.field(each.id)
        return faults(field, each.text) if field else "The section asks no such question"
    return next(
        (wrong for field in section.fields if (wrong := faults(field, each.fields.get(field.id, "")))), ""
    )

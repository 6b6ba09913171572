"""A plan as somebody may read it: sections with their words, or what stands in place of those withheld."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lco.teams.plans.content import Content, Entry, entries_of, entry_of, organisations_of
from lco.teams.plans.schema import Field, FieldKind, Section, Shape
from web.accounts.models import Organisation
from web.teams.access.people import Seen
from web.teams.access.sections import Permit
from web.teams.plans.schemas import current_schema
from web.teams.plans.sight import sight_of
from web.ui import formats


@dataclass(frozen=True)
class Item:
    """One entry of a section: what it is called by, and its other fields as label and words."""

    id: str
    title: str
    rows: tuple[tuple[str, str], ...]
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """One section as somebody sees it; a withheld one has neither rows nor items."""

    section: Section
    sight: Permit
    rows: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    kept_to: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is written in it."""
        return not self.rows and not self.items


def parts_of(
    user: Any, seen: Seen, content: Content, *, now: Content | None = None, for_person: bool = False
) -> list[Part]:
    """Return the sections `user` may know of, in order; of those withheld only that and why.

    `now` is what the plan says today, when `content` is an older version; `for_person` leaves out what is
    not for the person's copy.
    """
    names = _names(content)
    known = content if now is None else now
    return [
        part
        for section in current_schema().sections
        if (section.is_in_copy or not for_person)
        and (part := _part(section, sight_of(user, seen, section, content, known), content, names))
        is not None
    ]


def part_of(user: Any, seen: Seen, content: Content, section: Section) -> Part | None:
    """Return one section as `user` sees it; None when not even its being there may be known."""
    return _part(section, sight_of(user, seen, section, content), content, _names(content))


def item_of(section: Section, each: Entry) -> Item:
    """Return an entry with its fields in words."""
    title = shown(section.naming, each.fields.get(section.naming.id, ""))
    rows = tuple(
        (field.title, shown(field, each.fields[field.id]))
        for field in section.fields
        if field.id in each.fields and field.id != section.naming.id
    )
    return Item(each.id, title, rows, each.fields)


def shown(field: Field | None, value: str) -> str:
    """Return what was written in a field as a page shows it; a field the sections no longer have as it is."""
    if field is None:
        return value
    if field.kind == FieldKind.DAY and value:
        return formats.day(date.fromisoformat(value))
    return field.in_words(value)


def _part(section: Section, sight: Permit, content: Content, names: Mapping[int, str]) -> Part | None:
    if not sight.is_shown:
        return None if sight.outcome == "deny" else Part(section, sight)
    kept_to = tuple(sorted(names.get(id, "?") for id in organisations_of(content, section.id)))
    if section.shape == Shape.WORDS:
        return Part(section, sight, rows=_answers(section, content), kept_to=kept_to)
    items = tuple(item_of(section, each) for each in entries_of(content, section.id))
    return Part(section, sight, items=items, kept_to=kept_to)


def _answers(section: Section, content: Content) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field.title, shown(field, found.text))
        for field in section.fields
        if (found := entry_of(content, section.id, field.id)) is not None
    )


def _names(content: Content) -> Mapping[int, str]:
    ids = set(_kept_to(content))
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _kept_to(content: Content) -> Iterator[int]:
    for section in current_schema().sections:
        yield from organisations_of(content, section.id)

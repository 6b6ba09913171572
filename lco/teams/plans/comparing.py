"""What changed between two versions of a plan, down to the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from lco.teams.plans.content import Content, Entry, entries_of


class Mark(StrEnum):
    """What became of a section, an entry, a field or a stretch of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stayed, came or went."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class FieldChange:
    """One field of an entry before and after."""

    id: str
    before: str
    after: str

    @property
    def mark(self) -> Mark:
        """Say what became of it."""
        return mark_of(self.before, self.after)


@dataclass(frozen=True)
class EntryChange:
    """One entry before and after; None where it did not stand."""

    id: str
    before: Entry | None
    after: Entry | None

    @property
    def mark(self) -> Mark:
        """Say what became of it."""
        return mark_of(self.before, self.after)

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """Return its fields before and after, those of the newer version first."""
        old = self.before.fields if self.before else {}
        new = self.after.fields if self.after else {}
        return tuple(FieldChange(id, old.get(id, ""), new.get(id, "")) for id in {**new, **old})


@dataclass(frozen=True)
class SectionChange:
    """One section before and after, with every entry of either."""

    section: str
    entries: tuple[EntryChange, ...]

    @property
    def changed(self) -> tuple[EntryChange, ...]:
        """Return the entries that are not the same."""
        return tuple(each for each in self.entries if each.mark != Mark.SAME)


def compare(before: Content, after: Content) -> tuple[SectionChange, ...]:
    """Return every section of either version with its entries before and after."""
    return tuple(SectionChange(id, tuple(_entries(before, after, id))) for id in {**after, **before})


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words of both texts in one line, each stretch with what became of it.

    What stayed and what went make up `before`; what stayed and what came make up `after`.
    """
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("".join(old[a:b]), Mark.SAME))
            continue
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        found.extend(Piece(text, mark) for text, mark in ((gone, Mark.REMOVED), (come, Mark.ADDED)) if text)
    return tuple(found)


def mark_of(before: object, after: object) -> Mark:
    """Return what became of a thing that was `before` and is `after`; empty or None is not there."""
    if before == after:
        return Mark.SAME
    if not before:
        return Mark.ADDED
    return Mark.CHANGED if after else Mark.REMOVED


def _entries(before: Content, after: Content, section: str) -> Iterator[EntryChange]:
    old, new = ({each.id: each for each in entries_of(content, section)} for content in (before, after))
    for id in {**new, **old}:
        yield EntryChange(id, old.get(id), new.get(id))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)

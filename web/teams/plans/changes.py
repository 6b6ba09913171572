"""What changed between two versions, as somebody may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lco.teams.plans.comparing import EntryChange, Mark, Piece, SectionChange, compare, mark_of, pieces
from lco.teams.plans.content import NOTHING
from lco.teams.plans.schema import Section, Shape
from web.teams.access.people import Seen
from web.teams.access.sections import Permit
from web.teams.plans.queries import latest_version, versions_numbered
from web.teams.plans.reading import item_of, shown
from web.teams.plans.schemas import current_schema
from web.teams.plans.sight import sight_of

# A word and a shape for what became of something: never a colour alone.
MARKS = {
    Mark.SAME: ("Unchanged", "="),
    Mark.ADDED: ("Added", "+"),
    Mark.REMOVED: ("Taken out", "−"),
    Mark.CHANGED: ("Changed", "≠"),
}


@dataclass(frozen=True)
class Line:
    """One question: the answer before and after, what became of it, and its words piece by piece."""

    title: str
    before: str
    after: str
    mark: Mark
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Change:
    """One entry of a section: what it is called, what became of it, and its lines."""

    title: str
    mark: Mark
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Changes:
    """One section with what changed in it; `ground` says why it is withheld, if it is."""

    section: Section
    entries: tuple[Change, ...]
    ground: str = ""

    @property
    def count(self) -> int:
        """Return how many entries are not the same."""
        return sum(1 for each in self.entries if each.mark != Mark.SAME)


def changes_between(user: Any, seen: Seen, older: int, newer: int) -> list[Changes]:
    """Return what changed from version `older` to version `newer`, by section, of what `user` may read.

    A section must be readable in both versions and today; one that is not is named with the reason alone.
    """
    versions = versions_numbered(seen.pseudonym, older, newer)
    before, after = (versions[at].written if at in versions else NOTHING for at in (older, newer))
    latest = latest_version(seen.pseudonym)
    now = latest.written if latest else after
    found = {each.section: each for each in compare(before, after)}
    lines = (
        _section(section, found.get(section.id), sight_of(user, seen, section, before, after, now))
        for section in current_schema().sections
    )
    return [each for each in lines if each is not None]


def _section(section: Section, change: SectionChange | None, sight: Permit) -> Changes | None:
    if not sight.is_shown:
        return None if sight.outcome == "deny" else Changes(section, (), sight.ground)
    if change is None:
        return None
    return Changes(section, tuple(_entry(section, each) for each in change.entries))


def _entry(section: Section, change: EntryChange) -> Change:
    if section.shape == Shape.WORDS:
        field = section.field(change.id)
        title = field.title if field else change.id
        line = _line("", field, *((side.text if side else "") for side in (change.before, change.after)))
        return Change(title, change.mark, (line,))
    named = change.after or change.before
    title = item_of(section, named).title if named else change.id
    fields = {field.id: field for field in section.fields}
    order = {id: place for place, id in enumerate(fields)}
    lines = tuple(
        _line(
            fields[each.id].title if each.id in fields else each.id,
            fields.get(each.id),
            each.before,
            each.after,
        )
        for each in sorted(change.fields, key=lambda each: order.get(each.id, len(order)))
    )
    return Change(title, change.mark, lines)


def _line(title: str, field: Any, before: str, after: str) -> Line:
    old, new = shown(field, before), shown(field, after)
    return Line(title, old, new, mark_of(old, new), pieces(old, new))

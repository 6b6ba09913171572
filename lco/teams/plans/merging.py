"""Three versions of a plan become one: nothing either of two people wrote is lost or overwritten.

`was` is what both began from, `theirs` was saved meanwhile, `yours` is being saved. An entry only one of them
changed is taken as changed; one that both changed alike is taken once; one that both changed differently is a
conflict, which people decide, not the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lco.teams.plans.content import Content, Entry, entries_of, entry


@dataclass(frozen=True)
class Conflict:
    """An entry both changed differently. None: it was not there, or was taken out."""

    section: str
    id: str
    was: Entry | None
    theirs: Entry | None
    yours: Entry | None


@dataclass(frozen=True)
class Merged:
    """What both wrote together: in `content`, an entry of `conflicts` stands as they saved it.

    `changed_by_them` names the sections they changed since both began.
    """

    content: Content
    conflicts: tuple[Conflict, ...]
    changed_by_them: tuple[str, ...]


def merge(was: Content, theirs: Content, yours: Content) -> Merged:
    """Return what both wrote, section by section and entry by entry, and where the two contradict."""
    merged: dict[str, tuple[Entry, ...]] = {}
    conflicts: list[Conflict] = []
    for section in _in_order(theirs, yours):
        lines = tuple(_lines(was, theirs, yours, section))
        conflicts.extend(conflict for _, conflict in lines if conflict)
        kept = tuple(each for each, _ in lines if each is not None)
        if kept:
            merged[section] = kept
    return Merged(MappingProxyType(merged), tuple(conflicts), changed_sections(was, theirs))


def changed_sections(before: Content, after: Content) -> tuple[str, ...]:
    """Return the sections in which `after` differs from `before`."""
    return tuple(
        each for each in _in_order(before, after) if entries_of(before, each) != entries_of(after, each)
    )


def resolve(merged: Merged, decided: Mapping[tuple[str, str], Entry | None]) -> Content:
    """Return the content with each conflict as people decided it; None takes the entry out.

    Raises:
        KeyError: when a conflict was left undecided.
    """
    content = dict(merged.content)
    for conflict in merged.conflicts:
        chosen = decided[conflict.section, conflict.id]
        content[conflict.section] = _replaced(content.get(conflict.section, ()), conflict.id, chosen)
    return MappingProxyType({section: kept for section, kept in content.items() if kept})


def combined(conflict: Conflict) -> Mapping[str, str]:
    """Return a first wording that holds what both wrote, for people to shorten.

    A field only one changed is taken from them; where both differ, theirs stands before yours.
    """
    was, theirs, yours = (
        each.fields if each else {} for each in (conflict.was, conflict.theirs, conflict.yours)
    )
    return MappingProxyType(
        {
            name: _both(was.get(name, ""), theirs.get(name, ""), yours.get(name, ""))
            for name in {**theirs, **yours}
        }
    )


def _both(was: str, theirs: str, yours: str) -> str:
    if theirs == was or theirs in yours:
        return yours
    if yours == was or yours in theirs:
        return theirs
    return f"{theirs}\n{yours}"


def _in_order(*contents: Content) -> list[str]:
    return list(dict.fromkeys(section for content in contents for section in content))


def _lines(
    was: Content, theirs: Content, yours: Content, section: str
) -> Iterator[tuple[Entry | None, Conflict | None]]:
    """Yield each entry of a section as it is to stand, and the conflict about it."""
    old, their, your = (
        {each.id: each for each in entries_of(content, section)} for content in (was, theirs, yours)
    )
    for id in _ids(old, their, your):
        before, one, other = old.get(id), their.get(id), your.get(id)
        if other in (one, before):
            yield one, None
        elif one == before:
            yield other, None
        else:
            yield one, Conflict(section, id, before, one, other)


def _ids(old: Mapping[str, Entry], their: Iterable[str], your: Iterable[str]) -> list[str]:
    """Return all ids: their order, and each new one of yours where you put it, after those already there."""
    return list(dict.fromkeys((*their, *your, *old)))


def _replaced(entries: Iterable[Entry], id: str, chosen: Entry | None) -> tuple[Entry, ...]:
    kept = list(entries)
    at = next((place for place, each in enumerate(kept) if each.id == id), len(kept))
    kept[at : at + 1] = [] if chosen is None else [entry(id, chosen.fields)]
    return tuple(kept)

"""A plan in easy read: one idea a line, short lines, a sign in words before each part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from web.teams.plans.reading import Item, Part, shown

_END = re.compile(r"(?<=[.!?;])\s+|\n+|(?<=[^\d]),\s+(?=(?:and|but|because|so|then)\b)")


@dataclass(frozen=True)
class EasyPart:
    """A part of the plan: its plain heading with a sign, and each idea on a line of its own."""

    id: str
    title: str
    sign: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def easy_parts(parts: Sequence[Part]) -> list[EasyPart]:
    """Return the parts with words in them, in easy read; a withheld or empty part is left out."""
    return [
        EasyPart(part.section.id, part.section.easy, part.section.sign, tuple(_groups(part)))
        for part in parts
        if part.sight.is_shown and not part.is_empty
    ]


def ideas(text: str) -> tuple[str, ...]:
    """Return a text cut into ideas, one a line, each beginning with a capital and ending in a stop.

    No word is left out or put in another order: easy read must not say something else.
    """
    cut = (piece.strip(" ;,") for piece in _END.split(text))
    return tuple(_sentence(piece) for piece in cut if piece)


def _groups(part: Part) -> Iterable[tuple[str, tuple[str, ...]]]:
    for title, text in part.rows:
        yield title, ideas(text)
    for item in part.items:
        yield item.title, tuple(_lines(part, item))


def _lines(part: Part, item: Item) -> Iterable[str]:
    naming = part.section.naming.id
    for field in part.section.fields:
        text = item.fields.get(field.id, "")
        if text and field.is_easy and field.id != naming:
            yield from (field.easy,) if field.easy else ()
            yield from ideas(shown(field, text))


def _sentence(piece: str) -> str:
    ended = piece if piece[-1] in ".!?" else f"{piece}."
    return ended[0].upper() + ended[1:]

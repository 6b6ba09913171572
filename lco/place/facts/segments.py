"""Segments of need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Segment(Fact):
    """A segment of need, in order of priority: a person is in the first whose rules are met, and in no
    other. The last segment has no rules and takes everybody else.

    Fields:
        id: short name
        order: position in which segments are tried
        title: name
        description: who is meant, in our words
        note: what a reader should know
    """

    FILE: ClassVar[str] = "segments.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Segments of need"
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = (("order",),)

    id: str
    order: int
    title: str
    description: str
    note: str | None = None

"""Immediate priorities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Priority(Fact):
    """One of the two priorities commissioners name.

    Fields:
        id: short name
        order: position as printed
        title: short title
        text: in our words
        people: people concerned, people (stock), as printed
    """

    FILE: ClassVar[str] = "priorities.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Immediate priorities"

    id: str
    order: int
    title: str
    text: str
    people: int | None = None

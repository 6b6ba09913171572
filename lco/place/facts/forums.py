"""Bodies that decide or oversee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Forum(Fact):
    """A body the papers name as deciding, approving, overseeing or advising.

    Fields:
        id: short name
        title: short title
        part: its part
        text: in our words
    """

    FILE: ClassVar[str] = "forums.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Bodies that decide or oversee"

    id: str
    title: str
    part: Literal["decides", "approves", "oversees", "comments", "works"]
    text: str

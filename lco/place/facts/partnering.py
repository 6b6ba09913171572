"""Partnering agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class PartneringTerm(Fact):
    """A term or schedule of the agreement among partners.

    Fields:
        id: short name
        order: position as printed
        kind: term or schedule
        title: short title
        text: in our words
    """

    FILE: ClassVar[str] = "partnering.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Partnering agreement"

    id: str
    order: int
    kind: Literal["term", "schedule"]
    title: str
    text: str

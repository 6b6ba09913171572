"""Pillars of the locality plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Pillar(Fact):
    """One of the three parts that together transform health and care in the city.

    Fields:
        id: short name
        order: position as printed
        title: short title
        text: in our words
    """

    FILE: ClassVar[str] = "pillars.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Pillars of the locality plan"

    id: str
    order: int
    title: str
    text: str

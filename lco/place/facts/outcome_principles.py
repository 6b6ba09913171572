"""How a place means to commission for outcomes and hold itself to account for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class OutcomePrinciple(Fact):
    """One principle, or one statement of progress, of outcomes-based commissioning and accountability.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        kind: principle, way to measure, progress made, or commitment
        text: what it says
    """

    FILE: ClassVar[str] = "outcome_principles.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Principles of outcomes-based commissioning"

    id: str
    position: int
    kind: Literal["principle", "measure", "progress", "commitment"]
    text: str

"""The assumptions a board has agreed for the next stage of its organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Assumption(Fact):
    """One assumption, in the order printed.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        title: short title, ours
        assumption: the assumption
    """

    FILE: ClassVar[str] = "assumptions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Assumptions for the next stage"

    id: str
    position: int
    title: str
    assumption: str

"""The matters on which the board of a Local Care Organisation decides by delegated power."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class BoardPower(Fact):
    """One matter the board decides by power delegated from its full members, in the order printed.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        title: short title, ours
        power: what the board decides
    """

    FILE: ClassVar[str] = "board_powers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Matters the board decides"

    id: str
    position: int
    title: str
    power: str

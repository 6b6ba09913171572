"""``tiles.csv``: a map of the neighbourhoods as equal squares, for pages without boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Tile(Fact):
    """Where one neighbourhood stands on the tile map.

    Fields:
        neighbourhood: neighbourhood
        column: from west, 0 first
        row: from north, 0 first
    """

    FILE = "tiles.csv"
    KEY = ("neighbourhood",)
    UNIQUE = (("column", "row"),)
    TITLE = "Tile map"

    neighbourhood: Annotated[str, Ref("neighbourhoods")]
    column: int
    row: int

"""Wards of each neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class NeighbourhoodWard(Fact):
    """A ward and the one neighbourhood that holds it. Every ward of the place stands here once.

    Fields:
        ward: ward code of the Office for National Statistics, December 2017
        name: ward name
        neighbourhood: neighbourhood that holds it
        note: where the public list and the ward differ
    """

    FILE: ClassVar[str] = "neighbourhood_wards.csv"
    KEY: ClassVar[tuple[str, ...]] = ("ward",)
    TITLE: ClassVar[str] = "Wards of each neighbourhood"

    ward: str
    name: str
    neighbourhood: Annotated[str, Ref("neighbourhoods")]
    note: str | None = None

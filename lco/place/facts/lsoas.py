"""``lsoas.csv``: the small areas of the place, from which wards are built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Lsoa(Fact):
    """A lower layer super output area of 2011. Written by ``lco place derive``.

    Fields:
        lsoa: code of the Office for National Statistics
        ward: ward of December 2017 it is assigned to
        persons: residents (stock), mid-2020
        imd_2019_decile: decile of deprivation in England, 1 most deprived
        imd_2019_rank: rank of deprivation among England's 32,844 areas, 1 most deprived
    """

    FILE = "lsoas.csv"
    KEY = ("lsoa",)
    TITLE = "Small areas"

    lsoa: str
    ward: Annotated[str, Ref("wards")]
    persons: int
    imd_2019_decile: int
    imd_2019_rank: int

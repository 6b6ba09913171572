"""``wards.csv``: the wards of the place, with the facts that describe their people."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from lco.place.fact import Fact

AGE_BANDS = (*range(0, 90, 5), 90)
"""The youngest age of each band: five years each up to 85-89, then 90 and over."""


def age_band_labels() -> tuple[str, ...]:
    """Return ``0-4`` ... ``85-89``, ``90+`` in the order of `AGE_BANDS`."""
    return (*(f"{low}-{high - 1}" for low, high in pairwise(AGE_BANDS)), f"{AGE_BANDS[-1]}+")


@dataclass(frozen=True, kw_only=True)
class Ward(Fact):
    """A ward as of December 2017. Written by ``lco place derive``; people are residents (stock).

    Fields:
        ward: ward code of the Office for National Statistics
        name: ward name
        persons: residents, mid-2016
        females, males: residents by age band in the order of `AGE_BANDS`; sexes are modelled
        imd_2019_decile: population-weighted mean of the deciles of its areas, 1 most deprived
        imd_2019_rank: population-weighted mean of the ranks of its areas in England, 1 most deprived
        most_deprived_tenth_percent: share of residents in areas of England's most deprived tenth
        white_percent ... other_percent: ethnic group of residents, Census 2021
        area_km2: area within generalised boundaries
    """

    FILE = "wards.csv"
    KEY = ("ward",)
    TITLE = "Wards"

    ward: str
    name: str
    persons: int
    females: tuple[int, ...]
    males: tuple[int, ...]
    imd_2019_decile: Decimal
    imd_2019_rank: int
    most_deprived_tenth_percent: Decimal
    white_percent: Decimal
    mixed_percent: Decimal
    asian_percent: Decimal
    black_percent: Decimal
    other_percent: Decimal
    area_km2: Decimal

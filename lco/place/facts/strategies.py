"""Strategies the contract stands within."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Strategy(Fact):
    """A plan or framework the papers name as context or supporting reading.

    Fields:
        id: short name
        title: short title
        reach: whom it covers
        dated: date as printed
        is_supporting_reading: whether it is on the list of supporting documents
        text: in our words
    """

    FILE: ClassVar[str] = "strategies.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Strategies the contract stands within"

    id: str
    title: str
    reach: Literal["national", "region", "city"]
    dated: str | None = None
    is_supporting_reading: bool
    text: str

"""What a Local Care Organisation owes in safeguarding and quality assurance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class SafeguardingDuty(Fact):
    """One duty of safeguarding or quality assurance.

    `every_months` is the interval in months of a duty that recurs, else empty.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        duty: what is owed
        every_months: interval in months of a duty that recurs
    """

    FILE: ClassVar[str] = "safeguarding.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Safeguarding and quality assurance"

    id: str
    position: int
    duty: str
    every_months: int | None

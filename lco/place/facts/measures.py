"""Measures the platform does not compute yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Measure(Fact):
    """An indicator the place uses whose definition the platform does not have; its results are entered, not
    computed.

    Fields:
        id: short name
        title: what is counted
        unit: unit of the count
        direction: which way is better
        data: where results come from
    """

    FILE: ClassVar[str] = "measures.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Measures the platform does not compute yet"

    id: str
    title: str
    unit: str
    direction: Literal["fewer", "more"]
    data: str

"""Levels of service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Level(Fact):
    """A level at which services are delivered, with the rule that decides. Counts are areas (stock).

    Fields:
        id: level
        name: name shown
        areas: areas at this level, areas (stock), as printed
        rank: order in which the rule tries levels, 1 first
        rule: when a service belongs at this level
    """

    FILE: ClassVar[str] = "levels.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Levels of service"

    id: Literal["neighbourhood", "locality", "city"]
    name: str
    areas: int
    rank: int
    rule: str

"""The areas in which a Local Care Organisation must give assurance at every gateway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class DueDiligenceArea(Fact):
    """One area of assurance examined at each gateway, in the order printed.

    Fields:
        id: short name, unique in the file
        number: number in the order printed, from 1
        title: short title, ours
        assurance: what the organisation must be fit for
    """

    FILE: ClassVar[str] = "due_diligence.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Due-diligence areas"

    id: str
    number: int
    title: str
    assurance: str

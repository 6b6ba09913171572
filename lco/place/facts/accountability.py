"""Governance and assurance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class AccountabilityDuty(Fact):
    """A duty of governance or an assurance owed to somebody.

    Fields:
        id: short name
        order: position as printed
        kind: own governance, assurance given, or oversight by others
        title: short title
        text: in our words
    """

    FILE: ClassVar[str] = "accountability.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Governance and assurance"

    id: str
    order: int
    kind: Literal["governance", "assurance", "oversight"]
    title: str
    text: str

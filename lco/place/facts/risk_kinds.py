"""Kinds of risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class RiskKind(Fact):
    """A kind of risk that controls must cover.

    Fields:
        id: short name
        order: position as printed
        title: short title
    """

    FILE: ClassVar[str] = "risk_kinds.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Kinds of risk"

    id: str
    order: int
    title: str

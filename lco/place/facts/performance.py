"""Mandated measures and quality suite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class PerformanceMeasureSet(Fact):
    """A measure or set of measures to report on, beside the outcomes framework.

    Fields:
        id: short name
        kind: why it is reported
        title: short title
        text: in our words
        agreed_by: who settles it
    """

    FILE: ClassVar[str] = "performance.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Mandated measures and quality suite"

    id: str
    kind: Literal["mandated", "quality", "activity", "parity"]
    title: str
    text: str
    agreed_by: str

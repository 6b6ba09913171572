"""The steps of performance review between commissioners and a Local Care Organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ReviewStep(Fact):
    """One step of review: what triggers it, what is done and by whom.

    `every_months` is the interval in months of a step that recurs, else empty.

    Fields:
        id: short name, unique in the file
        level: step of escalation, 1 first
        title: short title, ours
        trigger: when the step is taken
        action: what is done
        by: who does it
        every_months: interval in months of a step that recurs
    """

    FILE: ClassVar[str] = "review.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Performance review and escalation"

    id: str
    level: int
    title: str
    trigger: str
    action: str
    by: str
    every_months: int | None

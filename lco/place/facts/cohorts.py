"""Priority cohorts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Cohort(Fact):
    """A group of people for whom new care models come first. Cohorts overlap: one person may be in several
    or none.

    Fields:
        id: short name
        order: position as printed
        title: name
        description: who is meant, in our words
        note: what a reader should know
    """

    FILE: ClassVar[str] = "cohorts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Priority cohorts"

    id: str
    order: int
    title: str
    description: str
    note: str | None = None

"""``inconsistencies.csv``: where papers contradict themselves or each other, or cannot be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Inconsistency(Fact):
    """One thing in the papers that a reader must not take at face value.

    Fields:
        id: short name
        sort: contradiction (two statements cannot both hold), label (a unit or name is wrong), basis (what a
            figure stands on is not stated), gap (something has no counterpart), unverifiable (nothing in the
            papers to check it against)
        title: what is wrong, with the figures as printed
        treatment: how the platform treats it
        other_source, other_section: the second place, where two disagree
    """

    FILE = "inconsistencies.csv"
    KEY = ("id",)
    TITLE = "Inconsistencies of the papers"

    id: str
    sort: Literal["contradiction", "label", "basis", "gap", "unverifiable"]
    title: str
    treatment: str | None = None
    other_source: Annotated[str | None, Ref("sources")] = None
    other_section: str | None = None

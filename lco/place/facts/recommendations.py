"""What each paper asks its readers to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Recommendation(Fact):
    """One recommendation; `verb` is the decision asked for, `asked_of` the body asked.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        asked_of: body asked
        verb: decision asked for
        recommendation: what is to be decided
    """

    FILE: ClassVar[str] = "recommendations.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Recommendations of the papers"

    id: str
    position: int
    asked_of: str
    verb: Literal["approve", "accept", "comment", "note", "consider"]
    recommendation: str

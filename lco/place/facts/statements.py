"""Lists of the papers that no computation reads, kept so that every list is on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Statement(Fact):
    """One statement of a list; `topic` names the list, `position` its order there.

    Fields:
        id: short name, unique in the file
        topic: list the statement stands in
        position: order in that list, from 1
        statement: the statement
    """

    FILE: ClassVar[str] = "statements.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Statements of the papers"

    id: str
    topic: str
    position: int
    statement: str

"""The principles a place has agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Principle(Fact):
    """One agreed principle; `group` names the list it stands in, `position` its order there.

    Fields:
        id: short name, unique in the file
        group: list the principle stands in
        position: order in that list, from 1
        title: short title, ours
        principle: the principle
    """

    FILE: ClassVar[str] = "principles.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Principles"

    id: str
    group: str
    position: int
    title: str
    principle: str

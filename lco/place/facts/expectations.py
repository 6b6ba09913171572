"""What the papers expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Expectation(Fact):
    """One thing the papers ask of the organisation or promise from it, shortened, by the list it stands in.

    Fields:
        id: short name
        topic: list it stands in
        order: position as printed
        text: in our words
    """

    FILE: ClassVar[str] = "expectations.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "What the papers expect"

    id: str
    topic: str
    order: int
    text: str

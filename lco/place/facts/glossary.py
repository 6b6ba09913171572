"""Glossary of the papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm(Fact):
    """A term of the papers in our words. The platform's own terms may differ.

    Fields:
        id: short name
        term: term as printed or nearly
        meaning: what the papers mean by it, in our words
    """

    FILE: ClassVar[str] = "glossary.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Glossary of the papers"

    id: str
    term: str
    meaning: str

"""Localities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Locality(Fact):
    """One of the parts of the place between neighbourhood and city. The prospectus counts three and does not
    name them; its glossary uses the word for the twelve neighbourhoods.

    Fields:
        id: short name
        name: name shown
        note: what a reader should know
    """

    FILE: ClassVar[str] = "localities.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Localities"

    id: str
    name: str
    note: str | None = None

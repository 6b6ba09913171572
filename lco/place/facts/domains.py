"""Outcome domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Domain(Fact):
    """A domain in which commissioners expect improvement during the contract.

    Fields:
        id: short name
        number: number as printed
        title: name
        expectation: what is expected
    """

    FILE: ClassVar[str] = "domains.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Outcome domains"

    id: str
    number: int
    title: str
    expectation: str

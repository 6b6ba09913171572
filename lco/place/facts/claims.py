"""Figures claimed in prose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Claim(Fact):
    """A figure the papers state in running text, as printed, with its unit and kind. `about` figures keep
    the word in their title.

    Fields:
        id: short name
        title: what is claimed
        value: figure as printed, in `unit`
        unit: unit of the value
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        as_at: time the figure belongs to, in words
        note: what a reader should know
    """

    FILE: ClassVar[str] = "claims.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Figures claimed in prose"

    id: str
    title: str
    value: Decimal
    unit: str
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    as_at: str
    note: str | None = None

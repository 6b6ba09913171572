"""Benchmarking."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Benchmark(Fact):
    """A saving that would follow if spending matched other parts of the country, as printed in prose, in
    millions of pounds, before reinvestment.

    Fields:
        id: short name
        title: what the figure is
        area: part of spending
        role: whole opportunity, part already in the targets, printed remainder, or the gap it should
            close
        value: millions of pounds as printed
        unit: unit of the value
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        note: what a reader should know
    """

    FILE: ClassVar[str] = "benchmarks.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Benchmarking"

    id: str
    title: str
    area: Literal["hospital", "prescribing", "all"]
    role: Literal["opportunity", "in_targets", "further", "remaining_gap"]
    value: Decimal
    unit: str
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    note: str | None = None

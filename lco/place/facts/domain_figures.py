"""Baselines and aims of the outcome domains."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class DomainFigure(Fact):
    """A baseline with the level it should approach, percentages of years of life (stock).

    Fields:
        id: short name
        domain: domain
        title: what is measured
        baseline: level when printed, per cent of years of life
        aim: level of the healthiest part of England, per cent of years of life
        unit: unit of the value
        kind: what the figure is over time: stock, in-year flow, recurrent effect or cumulative
        note: what a reader should know
    """

    FILE: ClassVar[str] = "domain_figures.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Baselines and aims of the outcome domains"

    id: str
    domain: Annotated[str, Ref("domains")]
    title: str
    baseline: Decimal
    aim: Decimal
    unit: str
    kind: Literal["stock", "flow", "recurrent", "cumulative"]
    note: str | None = None

"""Neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Neighbourhood(Fact):
    """One of the areas each served by one integrated neighbourhood team. Population bounds are the span the
    prospectus prints for any neighbourhood, in people (stock), not a count of this one.

    Fields:
        id: short name
        name: name shown
        locality: locality it lies in
        population_low: least people a neighbourhood should cover, people (stock), as printed
        population_high: most people a neighbourhood should cover, people (stock), as printed
        note: what a reader should know
    """

    FILE: ClassVar[str] = "neighbourhoods.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Neighbourhoods"

    id: str
    name: str
    locality: Annotated[str, Ref("localities")] | None = None
    population_low: int | None = None
    population_high: int | None = None
    note: str | None = None

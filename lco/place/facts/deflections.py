"""The activity a model means to deflect, and the outcomes by which its savings are sought."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Deflection(Fact):
    """One deflection or saving that a model seeks; `is_shared` marks what both models claim.

    `yearly_pounds` is the yearly cost in pounds of the scheme named, where one is printed.

    Fields:
        id: short name, unique in the file
        model: model that seeks it
        position: order of printing, from 1
        outcome: activity deflected or saving sought
        from_setting: setting relieved
        is_shared: whether both models claim it
        yearly_pounds: yearly cost of the scheme named with it, pounds (recurrent), as printed
    """

    FILE: ClassVar[str] = "deflections.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Deflections and outcomes sought"

    id: str
    model: Literal["lco", "fsm", "both"]
    position: int
    outcome: str
    from_setting: Literal["hospital", "care_system", "courts", "placements", "adult_services"]
    is_shared: bool
    yearly_pounds: Decimal | None

"""The powers the lead provider and the full members delegate to the board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Delegation(Fact):
    """One delegated power: who delegates it, through whom, and under what condition.

    Fields:
        id: short name, unique in the file
        position: order in the delegating body's list, from 1
        delegated_by: body that delegates
        through: body through which the power passes
        title: short title, ours
        power: what is delegated
        condition: limit printed with it
    """

    FILE: ClassVar[str] = "delegations.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Powers delegated to the board"

    id: str
    position: int
    delegated_by: Literal["lead_provider", "full_members"]
    through: Literal["lead_provider"] | None
    title: str
    power: str
    condition: str | None

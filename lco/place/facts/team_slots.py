"""How many people each team can take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class TeamSlots(Fact):
    """How many people the team of a neighbourhood can hold in case management at a time.

    Fields:
        neighbourhood: neighbourhood of the team
        slots: people held at a time, people (stock)
        note: what a reader should know
    """

    FILE: ClassVar[str] = "team_slots.csv"
    KEY: ClassVar[tuple[str, ...]] = ("neighbourhood",)
    TITLE: ClassVar[str] = "Places in each team"

    neighbourhood: Annotated[str, Ref("neighbourhoods")]
    slots: int
    note: str | None = None

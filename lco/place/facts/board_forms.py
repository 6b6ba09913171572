"""The legal forms the board of a Local Care Organisation may take later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class BoardForm(Fact):
    """One possible legal form of the board and the bar the paper notes against it.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        form: legal form
        legal_basis: statute named for it
        bar: what the paper notes against it
    """

    FILE: ClassVar[str] = "board_forms.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Legal forms the board may take"

    id: str
    position: int
    form: str
    legal_basis: str | None
    bar: str

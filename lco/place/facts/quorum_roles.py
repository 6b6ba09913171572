"""Who has to be there for a team's meeting to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class QuorumRole(Fact):
    """A seat to be filled before a meeting decides, in place of the platform's own seats. A team may still
    set its own quorum.

    Fields:
        seat: number of the seat, from 1
        role_sets: role sets of which any one fills the seat
        note: what a reader should know
    """

    FILE: ClassVar[str] = "quorum_roles.csv"
    KEY: ClassVar[tuple[str, ...]] = ("seat",)
    TITLE: ClassVar[str] = "Quorum of the teams' meetings"

    seat: int
    role_sets: tuple[str, ...]
    note: str | None = None

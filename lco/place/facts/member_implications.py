"""What a change of form means for the member organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class MemberImplication(Fact):
    """One implication for the members; `mitigation` is what the paper sets against it.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        effect: loss, change, risk or gain for the members
        implication: what is implied
        mitigation: what the paper sets against it
    """

    FILE: ClassVar[str] = "member_implications.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Implications for member organisations"

    id: str
    position: int
    effect: Literal["loss", "change", "risk", "gain"]
    implication: str
    mitigation: str | None

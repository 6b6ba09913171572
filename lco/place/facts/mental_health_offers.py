"""Mental health offers by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class MentalHealthOffer(Fact):
    """A mental health offer the contract asks for, with the levels at which it is given. Two lists of the
    paper overlap, so an offer may have two levels.

    Fields:
        id: short name
        title: short title
        levels: levels of service
        text: in our words
        reason: why it is not more local, as the source says; blank: reason not printed
    """

    FILE: ClassVar[str] = "mental_health_offers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Mental health offers by level"

    id: str
    title: str
    levels: tuple[Annotated[str, Ref("levels")], ...]
    text: str
    reason: str | None = None

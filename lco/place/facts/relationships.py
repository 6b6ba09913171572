"""Relationships with the local system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Relationship(Fact):
    """How the organisation stands to another body.

    Fields:
        id: short name
        order: position as printed
        partner: the other body, where it is one of the partners
        title: short title
        text: in our words
    """

    FILE: ClassVar[str] = "relationships.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Relationships with the local system"

    id: str
    order: int
    partner: Annotated[str, Ref("partners")] | None = None
    title: str
    text: str

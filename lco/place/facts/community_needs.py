"""What local groups and services can help with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class CommunityNeed(Fact):
    """A need that a group, a service or a self-management text answers: the terms of the directory.

    Fields:
        id: code
        title: words shown
        kind: whether it is above all mental, physical, social or practical
        is_condition: whether it is something a person lives with, by which a service may choose whom it takes
    """

    FILE: ClassVar[str] = "community_needs.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Needs that the community can answer"

    id: str
    title: str
    kind: Literal["mental", "physical", "social", "practical"]
    is_condition: bool = False

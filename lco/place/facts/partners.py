"""Partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Partner(Fact):
    """An organisation or sector that takes part, with what it does. Where the papers print no membership it
    is our configuration, so that votes can be set up.

    Fields:
        id: short name
        name: name
        kind: kind of organisation
        membership: how it takes part in decisions
        is_membership_printed: whether the papers print the membership; false means our configuration
        role: what it does
        note: what a reader should know
    """

    FILE: ClassVar[str] = "partners.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Partners"

    id: str
    name: str
    kind: Literal[
        "nhs_trust",
        "nhs_commissioner",
        "council",
        "general_practice",
        "primary_care",
        "voluntary",
        "independent",
        "housing",
        "education",
        "regional_body",
        "other",
    ]
    membership: Literal["full", "associate", "commissioner", "oversight", "none"]
    is_membership_printed: bool
    role: str
    note: str | None = None

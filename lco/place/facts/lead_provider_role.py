"""What the lead provider does for a Local Care Organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class LeadProviderDuty(Fact):
    """One part of the lead provider's role, in the order printed.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        title: short title, ours
        duty: what the lead provider does
    """

    FILE: ClassVar[str] = "lead_provider_role.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Role of the lead provider"

    id: str
    position: int
    title: str
    duty: str

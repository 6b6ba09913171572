"""Changes to primary care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class PrimaryCareChange(Fact):
    """A change to how primary care is commissioned, planned for the first year or considered for later.

    Fields:
        id: short name
        order: position as printed
        status: how firm it is
        first_year: financial year from which it would hold
        title: short title
        text: in our words
    """

    FILE: ClassVar[str] = "primary_care_changes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Changes to primary care"

    id: str
    order: int
    status: Literal["planned", "by_agreement", "considered"]
    first_year: str
    title: str
    text: str

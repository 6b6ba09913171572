"""Urgent care workstreams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class UrgentCareWorkstream(Fact):
    """A workstream of the city's urgent care programme.

    Fields:
        id: short name
        order: position as printed
        title: short title
        text: in our words
        is_in_scope: whether the workstream lies within the contract
        duties: what is still asked of the organisation
    """

    FILE: ClassVar[str] = "urgent_care.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Urgent care workstreams"

    id: str
    order: int
    title: str
    text: str
    is_in_scope: bool
    duties: str | None = None

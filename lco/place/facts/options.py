"""The options a place has appraised, numbered as printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Option(Fact):
    """One option of an appraisal.

    `printed_number` is the number in print, which may occur twice; `id` never does, and `position` is the
    order of printing. `outcome` is what the paper makes of the option.

    Fields:
        id: short name, unique in the file
        appraisal: appraisal the option belongs to
        position: order of printing, from 1
        printed_number: number in print, which may occur twice
        title: title, shortened
        description: what the option is
        outcome: what the paper makes of it
        reason: why, where the paper says
    """

    FILE: ClassVar[str] = "options.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Options appraised"

    id: str
    appraisal: str
    position: int
    printed_number: str
    title: str
    description: str
    outcome: Literal["preferred", "set_aside", "not_supported"]
    reason: str | None

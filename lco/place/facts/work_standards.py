"""The days and weeks the place's teams work to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class WorkStandard(Fact):
    """A number the teams of the place work to, in place of the platform's own. What is not named here keeps
    the platform's value; the ids and units stand in the reference of the standards.

    Fields:
        id: id of the standard
        value: whole number, 1 or more, in `unit`
        unit: unit of the standard, as the reference names it
        note: what a reader should know
    """

    FILE: ClassVar[str] = "work_standards.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Standards of the teams' work"

    id: str
    value: int
    unit: str
    note: str | None = None

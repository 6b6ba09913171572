"""From when the records of a stay in hospital bring somebody to their team's notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class HospitalFlagRule(Fact):
    """The thresholds of one kind of hospital flag, in place of the platform's own. A kind not named here
    keeps the platform's; what each kind counts stands in the reference of case management.

    Fields:
        id: id of the kind of flag
        within_days: the day of the flag is at most so many days before the day of the run
        least: least count for a flag, told to who looks after the person
        finds_from: least count at which it puts somebody nobody looks after on the queue
        finds_from_age: least age, in years, of who is put on the queue
        gap_days: for a readmission: at most so many days after leaving; blank for other kinds
        triage_days: days in which somebody put on the queue is looked at
        note: what a reader should know
    """

    FILE: ClassVar[str] = "hospital_flags.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Hospital flags"

    id: str
    within_days: int
    least: int
    finds_from: int
    finds_from_age: int
    gap_days: int | None = None
    triage_days: int
    note: str | None = None

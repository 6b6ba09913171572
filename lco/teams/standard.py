"""What a standard is: one number a team works to, with its unit and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType


class Unit(StrEnum):
    """What a standard is counted in."""

    MINUTES = "minutes"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    AGE = "years of age"
    REFRESHES = "refreshes"
    USES = "uses"

    def counted(self, value: int) -> str:
        """Return the value with its unit, ``1 day`` or ``28 days``."""
        if value != 1:
            return f"{value} {self.value}"
        return {Unit.REFRESHES: "1 refresh", Unit.AGE: "1 year of age"}.get(
            self, f"1 {self.value.removesuffix('s')}"
        )


class Topic(StrEnum):
    """The part of the work a standard belongs to."""

    CASES = "cases"
    WORK = "work"
    MEETINGS = "meetings"
    ASSESSMENTS = "assessments"
    COMMUNITY = "community"
    STAFF = "staff"
    SAFEGUARDING = "safeguarding"
    ACCESS = "access"
    RETENTION = "retention"

    @property
    def words(self) -> str:
        """The topic as a page shows it."""
        return {
            Topic.CASES: "Case management",
            Topic.WORK: "Tasks and escalation",
            Topic.MEETINGS: "Meetings",
            Topic.ASSESSMENTS: "Assessments",
            Topic.COMMUNITY: "Directory and connections",
            Topic.STAFF: "Staff and judgements",
            Topic.SAFEGUARDING: "Safeguarding",
            Topic.ACCESS: "Who may see whom",
            Topic.RETENTION: "How long records are kept",
        }[self]


class Mark(StrEnum):
    """How sure a number is: our own choice, or from memory of a law or code that has to be checked."""

    CHOICE = "D"
    MEMORY = "M"


# The most a place can set, by unit. Beyond it a number is a slip of the pen: no care record is kept for two
# hundred years, and emergency access of more than a day is no emergency.
MOST: Mapping[Unit, int] = MappingProxyType(
    {
        Unit.MINUTES: 1440,
        Unit.DAYS: 3660,
        Unit.WORKING_DAYS: 260,
        Unit.WEEKS: 520,
        Unit.MONTHS: 120,
        Unit.YEARS: 200,
        Unit.AGE: 120,
        Unit.REFRESHES: 120,
        Unit.USES: 100,
    }
)


@dataclass(frozen=True)
class Standard:
    """One number a team works to: its words, its value with unit, and where it comes from.

    A place sets a value from `least` up to `most`, or up to the bound of the unit where `most` is 0.
    """

    id: str
    title: str
    value: int
    unit: Unit
    topic: Topic
    note: str
    mark: Mark = Mark.CHOICE
    least: int = 1
    most: int = 0

    @property
    def greatest(self) -> int:
        """The most a place can set: its own bound, else that of the unit."""
        return self.most or MOST[self.unit]

    @property
    def bounds(self) -> str:
        """What a place can set, in words."""
        return f"{self.least} or more and at most {self.unit.counted(self.greatest)}"

    def may_be(self, value: int) -> bool:
        """Say whether a place can set `value`."""
        return self.least <= value <= self.greatest


@dataclass(frozen=True)
class Own:
    """What a place set itself: the value, the paper that says so, where in the pack it stands, its note."""

    value: int
    source: str
    cite: str
    note: str = ""


@dataclass(frozen=True)
class InForce:
    """A standard as it holds in a place: its value there, and what the place set, or None."""

    standard: Standard
    value: int
    own: Own | None

    @property
    def words(self) -> str:
        """The value with its unit."""
        return self.standard.unit.counted(self.value)

    @property
    def is_to_check(self) -> bool:
        """Say whether it comes from memory of a source that the place has not replaced by a paper."""
        return self.own is None and self.standard.mark is Mark.MEMORY


@dataclass(frozen=True)
class Standards:
    """All standards of a place, ready to be counted with; `own` holds those the place set itself."""

    values: Mapping[str, int]
    own: Mapping[str, Own] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.values[name]

    def days_in(self, state: str) -> int | None:
        """Return how many days a case may stay in `state`; None where no clock runs."""
        return self.values.get(f"days_{state}")

    def longest_review(self, intensity: int, *, on: date) -> date:
        """Return the latest day of the next review set on the day `on`, for an intensity of 1 or 2."""
        weeks = self.values["weeks_intensive" if intensity == 1 else "weeks_steady"]
        return on + timedelta(weeks=weeks)

    def is_back(self, stepped_down_on: date, *, on: date) -> bool:
        """Say whether who is found again on the day `on` has come back after stepping down."""
        return 0 <= (on - stepped_down_on).days <= self.values["days_back"]

    def may_reopen(self, ended_on: date, *, on: date) -> bool:
        """Say whether an ending may still be taken back."""
        return (on - ended_on).days <= self.values["days_reopen"]

"""What a directory of local groups and services holds: who offers what to whom, where and when.

The shape is that of Open Referral UK (HSDS-UK 3.0): organisation, service, service at location, location,
schedule. `open_referral` writes and reads it; these are the same facts as this platform computes with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from uuid import UUID

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class EntryRefused(ValueError):
    """What cannot stand in the directory; the message says what is wrong and what to do."""


class Status(StrEnum):
    """Whether a service can be offered; the values are those of HSDS."""

    ACTIVE = "active"
    PAUSED = "temporarily closed"
    CLOSED = "defunct"


class Wanted(StrEnum):
    """Which sex a service is for."""

    ANY = "any"
    FEMALE = "female"
    MALE = "male"


class Referral(StrEnum):
    """How a person comes to a service."""

    NONE = "none"
    SELF = "self"
    PROFESSIONAL = "professional"


@dataclass(frozen=True)
class Hours:
    """One weekly opening: on `weekday` (0 Monday) from `opens` to `closes`, London time.

    Attributes:
        every: 1 each week, 2 every other week counted from `starts_on`.
        of_month: which of the month, 1 to 5 (``first Monday``); empty: all.
        starts_on, ends_before: bounds of the days on which it holds, half-open; None: no bound.
    """

    weekday: int
    opens: time
    closes: time
    every: int = 1
    of_month: tuple[int, ...] = ()
    starts_on: date | None = None
    ends_before: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise EntryRefused("A weekday runs from Monday to Sunday.")
        if self.closes <= self.opens:
            raise EntryRefused("It closes after it opens, on the same day: write two lines for a night.")
        if self.every not in (1, 2) or not set(self.of_month) <= {1, 2, 3, 4, 5}:
            raise EntryRefused("It can be each week, every other week, or the first to fifth of a month.")
        if self.every == 2 and self.starts_on is None:
            raise EntryRefused("Every other week is counted from a day: say 'from' which.")


@dataclass(frozen=True)
class Variation:
    """One day that differs from the weekly hours: other hours, or closed (`opens` and `closes` None)."""

    on: date
    opens: time | None = None
    closes: time | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if (self.opens is None) != (self.closes is None):
            raise EntryRefused("A day with other hours needs both: when it opens and when it closes.")
        if self.opens is not None and self.closes is not None and self.closes <= self.opens:
            raise EntryRefused("It closes after it opens, on the same day.")


@dataclass(frozen=True)
class Organisation:
    """Who offers a service."""

    id: UUID
    name: str
    description: str = ""
    website: str = ""
    email: str = ""


@dataclass(frozen=True)
class Venue:
    """A location. `neighbourhood` is an id of the place pack; empty outside the place or not known."""

    id: UUID
    name: str
    address: str = ""
    postcode: str = ""
    neighbourhood: str = ""
    latitude: float | None = None
    longitude: float | None = None
    access: str = ""


@dataclass(frozen=True)
class Sitting:
    """A service at a location, with its opening times there."""

    id: UUID
    venue: Venue
    hours: tuple[Hours, ...] = ()
    variations: tuple[Variation, ...] = ()
    is_open_on_bank_holidays: bool = False


@dataclass(frozen=True)
class Eligibility:
    """Who a service is for, as rules a computer can ask. `age_to` is the last age it takes, in years.

    `areas` are neighbourhoods of the place pack, empty for everybody; `conditions` are codes of the list of
    needs, of which a person has to have one; `text` says the rest in words.
    """

    age_from: int | None = None
    age_to: int | None = None
    sex: Wanted = Wanted.ANY
    areas: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    referral: Referral = Referral.NONE
    text: str = ""

    def __post_init__(self) -> None:
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            raise EntryRefused("The oldest age is below the youngest: check the ages.")


@dataclass(frozen=True)
class Entry:
    """One service of the directory. `needs` are codes of the place's list of needs.

    `offer` is the mental health offer of the place pack it belongs to, `level` the level at which it is
    given (neighbourhood, locality, city). `cost` is empty when it is free.
    """

    id: UUID
    name: str
    organisation: Organisation
    description: str = ""
    needs: tuple[str, ...] = ()
    eligibility: Eligibility = field(default_factory=Eligibility)
    cost: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    languages: tuple[str, ...] = ()
    level: str = ""
    offer: str = ""
    sittings: tuple[Sitting, ...] = ()
    status: Status = Status.ACTIVE
    assured_on: date | None = None
    assurer: str = ""
    is_synthetic: bool = False

    @property
    def neighbourhoods(self) -> tuple[str, ...]:
        """The neighbourhoods in which it is held, each once, in order."""
        return tuple(dict.fromkeys(each.venue.neighbourhood for each in self.sittings))

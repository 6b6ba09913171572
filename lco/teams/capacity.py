"""How many people a team has room for week by week, given when its members work and when they are away.

The place says how many places a team has when all its members work as usual. In a week in which hours are
missing there is room for that part of the places which the hours present are of the usual hours. More hours
than usual make no more places: those the place gives. That rule is our own design choice; the numbers of
places are the place's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from lco.periods import Period

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Worker:
    """A member of a team: minutes worked on each day of the week (0 for Monday), and days away.

    Belongs to the team from `starts_on` up to and without `ends_before`, which None leaves open.
    """

    key: int
    minutes: Mapping[int, int]
    starts_on: date
    ends_before: date | None = None
    away: tuple[Period, ...] = ()

    @property
    def week(self) -> int:
        """Minutes of a usual week."""
        return sum(self.minutes.values())

    def belongs(self, day: date) -> bool:
        """Say whether the member belongs to the team on `day`."""
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)

    def is_away(self, day: date) -> bool:
        """Say whether the member is away on `day`."""
        return any(period.holds(day) for period in self.away)


@dataclass(frozen=True)
class Week:
    """One week of a team, in minutes of work, and the room it leaves.

    `usual` is what its members of that week work, `away` and `closed` what absences and bank holidays take
    of it. `places` is None where the place says nothing of the team's places or nobody's hours are known.
    """

    starts_on: date
    usual: int
    away: int
    closed: int
    places: int | None
    caseload: int

    @property
    def present(self) -> int:
        """Minutes that are left to work."""
        return self.usual - self.away - self.closed

    @property
    def free(self) -> int | None:
        """Places that are left; below 0 where more people are on the caseload than there is room for."""
        return None if self.places is None else self.places - self.caseload


def monday(day: date) -> date:
    """Return the first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def weeks(
    workers: Sequence[Worker],
    *,
    slots: int | None,
    caseload: int,
    on: date,
    count: int,
    closed: AbstractSet[date] = frozenset(),
) -> tuple[Week, ...]:
    """Return `count` weeks from that of the day `on`.

    Args:
        workers: everybody who belongs, or will belong, to the team.
        slots: places of the team when all work as usual; None when the place does not say.
        caseload: people on the caseload; who will come and go is not foretold.
        on: today: the usual hours are those of who belongs to the team on it.
        count: number of weeks.
        closed: days on which nobody works, such as bank holidays.
    """
    usual = sum(worker.week for worker in workers if worker.belongs(on))
    first = monday(on)
    return tuple(
        _week(workers, first + number * _WEEK, slots=slots, caseload=caseload, usual=usual, closed=closed)
        for number in range(count)
    )


def _week(
    workers: Sequence[Worker],
    starts_on: date,
    *,
    slots: int | None,
    caseload: int,
    usual: int,
    closed: AbstractSet[date],
) -> Week:
    worked = away = shut = 0
    for day in (starts_on + timedelta(days=number) for number in range(7)):
        for worker in workers:
            minutes = worker.minutes.get(day.weekday(), 0) if worker.belongs(day) else 0
            worked += minutes
            if day in closed:
                shut += minutes
            elif worker.is_away(day):
                away += minutes
    return Week(starts_on, worked, away, shut, places(slots, worked - away - shut, usual), caseload)


def places(slots: int | None, present: int, usual: int) -> int | None:
    """Return the room in a week: the part of `slots` that `present` is of `usual` minutes, rounded down.

    Never more than `slots`; None where `slots` or the usual hours are not known.
    """
    if slots is None or usual <= 0:
        return None
    return min(slots, slots * present // usual)


def shares(slots: int, minutes: Mapping[int, int]) -> dict[int, int]:
    """Part `slots` among members by the minutes each works in a usual week, by largest remainder.

    The shares add up to `slots` exactly when anybody works; where two remainders tie, the smaller key
    takes the place.
    """
    total = sum(minutes.values())
    if total <= 0:
        return dict.fromkeys(minutes, 0)
    whole = {key: slots * each // total for key, each in minutes.items()}
    left = slots - sum(whole.values())
    by_remainder = sorted(minutes, key=lambda key: (-(slots * minutes[key] % total), key))
    for key in by_remainder[:left]:
        whole[key] += 1
    return whole

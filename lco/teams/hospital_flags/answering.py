"""What becomes of a flag that reaches the web: whether it finds the person, or tells who looks after them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lco.teams.hospital_flags.kinds import Flag, FlagKind, FlagRule, rule_of


class Became(StrEnum):
    """What becomes of a flag."""

    TOLD = "told"  # an open case stands: it is told there
    ANSWERED = "answered"  # the team ended the person's case after the day of the flag
    FOUND = "found"  # the person comes to the queue
    WAITS = "waits"  # it is kept: too slight to find somebody by, or no team looks after them yet
    CLOSED = "closed"  # a death is recorded: nobody is to be found


@dataclass(frozen=True)
class Standing:
    """What the web knows of a person on whom a flag comes.

    Attributes:
        age: whole years on the day of the flag.
        has_open_case: somebody acts on them now, in the queue or on the caseload.
        ended_on: day the last case of theirs ended, whatever was decided; None without one.
        has_died: that case ended with their death.
        has_team: a team looks after the neighbourhood they live in.
    """

    age: int
    has_open_case: bool = False
    ended_on: date | None = None
    has_died: bool = False
    has_team: bool = True


def became(flag: Flag, standing: Standing, kinds: Sequence[FlagRule]) -> Became:
    """Return what becomes of a flag.

    What a team decided after the day of the flag stands: a flag of an earlier day that the records tell late
    does not bring the person back, and one of a later day does. On the day itself nobody knows which came
    first, so it does.
    """
    if standing.has_open_case:
        return Became.TOLD
    if standing.has_died:
        return Became.CLOSED
    if standing.ended_on is not None and flag.on < standing.ended_on:
        return Became.ANSWERED
    finds = rule_of(flag.kind, kinds).finds(flag, age=standing.age)
    return Became.FOUND if finds and standing.has_team else Became.WAITS


def triage_by(found: Iterable[FlagKind], kinds: Sequence[FlagRule], *, on: date) -> date:
    """Return the last day to look in time at somebody shown on the day `on`: as the most pressing kind asks.

    Raises:
        ValueError: when there is no flag.
    """
    return on + timedelta(days=min(rule_of(kind, kinds).triage_days for kind in found))

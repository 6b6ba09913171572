"""What becomes of a flag that reaches the web: whether it finds the person, or tells who looks after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lco.teams.hospital_flags.kinds import FlagKind, rules


class Became(StrEnum):
    """What becomes of a flag."""

    TOLD = "told"  # an open case stands: it is told there
    ANSWERED = "answered"  # the team ended the person's case after the day of the flag
    FOUND = "found"  # the person comes to the queue
    WAITS = "waits"  # no team looks after them yet
    CLOSED = "closed"  # a death is recorded: nobody is to be found


@dataclass(frozen=True)
class Standing:
    """What the web knows of a person on whom a flag comes.

    Attributes:
        has_open_case: somebody acts on them now, in the queue or on the caseload.
        ended_on: day the last case of theirs ended, whatever was decided; None without one.
        has_died: that case ended with their death.
        has_team: a team looks after the neighbourhood they live in.
    """

    has_open_case: bool = False
    ended_on: date | None = None
    has_died: bool = False
    has_team: bool = True


def became(on: date, standing: Standing) -> Became:
    """Return what becomes of a flag of the day `on`.

    What a team decided after the day of the flag stands: a flag of that day or an earlier one that the
    records tell late does not bring the person back, and one of a later day does. On the day itself nobody
    knows which came first, so it does.
    """
    if standing.has_died:
        return Became.CLOSED
    if standing.has_open_case:
        return Became.TOLD
    if standing.ended_on is not None and on < standing.ended_on:
        return Became.ANSWERED
    return Became.FOUND if standing.has_team else Became.WAITS


def triage_by(kinds: Iterable[FlagKind], *, on: date) -> date:
    """Return the last day to look at somebody in time who was flagged on the day `on`, the most pressing kind.

    Raises:
        ValueError: when there is no flag.
    """
    days: Mapping[FlagKind, int] = {rule.id: rule.triage_days for rule in rules()}
    return on + timedelta(days=min(days[kind] for kind in kinds))

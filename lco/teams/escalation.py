"""When the lead of a team hears of a task that is overdue, and when not again.

A lead who is told of everything reads nothing, and one who is told of nothing learns too late. So each kind
of task has its days of grace; what the lead has acknowledged or put off stays away for a time and comes
back by itself; and a task nobody has by name comes at once. The days are our own design choices, kept here
as a table for a place to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType


@dataclass(frozen=True)
class EscalationRule:
    """One kind of task: how many days past its day it stays with its owner alone, and why so many."""

    kind: str
    days: int
    why: str


RULES: Mapping[str, EscalationRule] = MappingProxyType(
    {
        rule.kind: rule
        for rule in (
            EscalationRule("visit", 1, "Somebody waited at home for a visit that did not come."),
            EscalationRule("call", 2, "A call is quickly made up for."),
            EscalationRule("follow_up", 3, "What was begun loses its worth when nobody follows it up."),
            EscalationRule("action", 7, "An action of a plan may wait for others for a few days."),
            EscalationRule("review", 7, "A review is announced a week ahead and may slip by one."),
        )
    }
)
OTHERWISE = EscalationRule("", 7, "A kind without a rule of its own is taken for an action.")
DAYS_WITHOUT_OWNER = 1
QUIET_DAYS = 7  # after the lead acknowledged a task
LONGEST_SNOOZE_DAYS = 28


class SnoozeRefused(ValueError):
    """A day until which a task cannot be put off; the message says why."""


@dataclass(frozen=True)
class Age:
    """A band of days overdue, `at_least` up to and without `below` (None: no end)."""

    title: str
    at_least: int
    below: int | None


AGES: tuple[Age, ...] = (
    Age("More than four weeks overdue", 29, None),
    Age("Two to four weeks overdue", 15, 29),
    Age("One to two weeks overdue", 8, 15),
    Age("Up to a week overdue", 0, 8),
)


def grace(kind: str, *, has_owner: bool) -> int:
    """Return how many days past its day a task of `kind` stays away from the lead."""
    days = RULES.get(kind, OTHERWISE).days
    return days if has_owner else min(days, DAYS_WITHOUT_OWNER)


def is_for_lead(
    kind: str, due_on: date, *, has_owner: bool, quiet_until: date | None = None, on: date
) -> bool:
    """Say whether a task that is still open belongs on the lead's queue on the day `on`.

    It does once it is overdue by as many days as its rule says, unless the lead has dealt with it until a
    day that has not come.
    """
    if quiet_until is not None and on < quiet_until:
        return False
    return on >= due_on + timedelta(days=grace(kind, has_owner=has_owner))


def age_of(due_on: date, *, on: date) -> Age:
    """Return the band of days a task is overdue; one not yet due counts as the youngest."""
    days = (on - due_on).days
    return next((age for age in AGES if days >= age.at_least), AGES[-1])


def quiet_after_acknowledging(*, on: date) -> date:
    """Return the day on which an acknowledged task comes back."""
    return on + timedelta(days=QUIET_DAYS)


def quiet_after_snoozing(until: date, *, on: date) -> date:
    """Return the day on which a task put off comes back.

    Raises:
        SnoozeRefused: when that day is not ahead, or too far ahead.
    """
    if until <= on:
        raise SnoozeRefused("A task is put off to a day to come: choose a later one.")
    if until > on + timedelta(days=LONGEST_SNOOZE_DAYS):
        raise SnoozeRefused(
            f"A task is put off for at most {LONGEST_SNOOZE_DAYS} days: choose an earlier day, "
            "or say that it is not needed any more."
        )
    return until

"""When the lead of a team hears of a task that is overdue, and when not again.

A lead who is told of everything reads nothing, and one who is told of nothing learns too late. So each kind
of task has its days of grace; what the lead has acknowledged or put off stays away for a time and comes
back by itself; and a task nobody has by name comes at once. The days are our own design choices; a place
sets its own in its pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from lco.teams.standard import Standard, Standards, Topic, Unit


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
_CHOICE = "Design choice of this product; a place may set its own"


def _grace(rule: EscalationRule, words: str) -> Standard:
    note = f"Design choice: {rule.why[:1].lower()}{rule.why[1:].removesuffix('.')}"
    title = f"Grace past its day before the lead hears of {words}"
    return Standard(f"days_grace_{rule.kind or 'other'}", title, rule.days, Unit.DAYS, Topic.WORK, note)


STANDARDS: tuple[Standard, ...] = (
    _grace(RULES["visit"], "a visit"),
    _grace(RULES["call"], "a call"),
    _grace(RULES["follow_up"], "a follow-up"),
    _grace(RULES["action"], "an action of a plan"),
    _grace(RULES["review"], "a review"),
    _grace(OTHERWISE, "any other task"),
    Standard(
        "days_grace_nobody",
        "Grace past its day of a task nobody has by name, where its kind gives more",
        1,
        Unit.DAYS,
        Topic.WORK,
        "Design choice: what nobody has, nobody does",
    ),
    Standard(
        "days_quiet", "A task the lead acknowledged comes back after", 7, Unit.DAYS, Topic.WORK, _CHOICE
    ),
    Standard("days_snooze", "The lead may put a task off for at most", 28, Unit.DAYS, Topic.WORK, _CHOICE),
)


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


def grace(kind: str, *, has_owner: bool, known: Standards) -> int:
    """Return how many days past its day a task of `kind` stays away from the lead."""
    days = known[f"days_grace_{kind if kind in RULES else 'other'}"]
    return days if has_owner else min(days, known["days_grace_nobody"])


def is_for_lead(
    kind: str,
    due_on: date,
    *,
    has_owner: bool,
    quiet_until: date | None = None,
    on: date,
    known: Standards,
) -> bool:
    """Say whether a task that is still open belongs on the lead's queue on the day `on`.

    It does once it is overdue by as many days as its rule says, unless the lead has dealt with it until a
    day that has not come.
    """
    if quiet_until is not None and on < quiet_until:
        return False
    return on >= due_on + timedelta(days=grace(kind, has_owner=has_owner, known=known))


def age_of(due_on: date, *, on: date) -> Age:
    """Return the band of days a task is overdue; one not yet due counts as the youngest."""
    days = (on - due_on).days
    return next((age for age in AGES if days >= age.at_least), AGES[-1])


def quiet_after_acknowledging(*, on: date, known: Standards) -> date:
    """Return the day on which an acknowledged task comes back."""
    return on + timedelta(days=known["days_quiet"])


def quiet_after_snoozing(until: date, *, on: date, known: Standards) -> date:
    """Return the day on which a task put off comes back.

    Raises:
        SnoozeRefused: when that day is not ahead, or too far ahead.
    """
    if until <= on:
        raise SnoozeRefused("A task is put off to a day to come: choose a later one.")
    if until > on + timedelta(days=known["days_snooze"]):
        longest = Unit.DAYS.counted(known["days_snooze"])
        raise SnoozeRefused(
            f"A task is put off for at most {longest}: choose an earlier day, or say that it is not needed "
            "any more."
        )
    return until

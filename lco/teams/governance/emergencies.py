"""Breaking the glass: who may, for how long, why, and how soon somebody looks at it afterwards.

The figures are our own design choices; a place sets its own in its pack.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from lco.teams.standard import Standard, Topic, Unit

_CHOICE = "Design choice of this product; a place may set its own"
STANDARDS: tuple[Standard, ...] = (
    Standard("minutes_break_glass", "Emergency access lasts", 60, Unit.MINUTES, Topic.ACCESS, _CHOICE),
    Standard(
        "working_days_break_review",
        "The privacy officer reviews an emergency access within",
        5,
        Unit.WORKING_DAYS,
        Topic.ACCESS,
        _CHOICE,
    ),
    Standard(
        "uses_unreviewed",
        "Emergency accesses of one user that may wait for review before a further one is blocked",
        2,
        Unit.USES,
        Topic.ACCESS,
        "Design choice: one may be chance and two a hard week; a third without a look at them is a habit",
    ),
    Standard("days_reopened", "Access opened again lasts", 7, Unit.DAYS, Topic.ACCESS, _CHOICE),
    Standard(
        "days_reopen_access",
        "Access that ended may be opened again within",
        365,
        Unit.DAYS,
        Topic.ACCESS,
        _CHOICE,
    ),
)

# Code and words; the last asks for more than a choice from the list, and free text is asked for with each.
REASONS: tuple[tuple[str, str], ...] = (
    ("emergency", "The person needs urgent care now"),
    ("unknown_history", "The person is here and cannot say what they have or take"),
    ("safeguarding", "Somebody may be at risk of harm"),
    ("duty", "I am on duty for a team I do not belong to"),
    ("other", "Another reason, written below"),
)
REOPENING_REASONS: tuple[tuple[str, str], ...] = (
    ("unfinished", "Something I began is not finished"),
    ("asked_by_team", "The team that looks after the person now asked me"),
    ("person_asked", "The person or the family turned to me"),
    ("complaint", "A complaint or an incident has to be answered"),
    ("other", "Another reason, written below"),
)
IN_WORDS = {**dict(REASONS), **dict(REOPENING_REASONS)}


class BreakRefused(ValueError):
    """Glass that may not be broken; the message says why and what to do."""


@dataclass(frozen=True)
class Wish:
    """Somebody wants to break the glass: the reason's code, free text, how many uses wait for review.

    `most_unreviewed` is how many may wait by the standard of the place.
    """

    reason: str
    note: str
    unreviewed: int
    most_unreviewed: int


def check(wish: Wish) -> None:
    """Let a wish to break the glass pass.

    Raises:
        BreakRefused: with the reason in a sentence.
    """
    if wish.reason not in dict(REASONS):
        raise BreakRefused("Choose the reason from the list.")
    if not wish.note.strip():
        raise BreakRefused("Say in your own words why you need it now.")
    if wish.unreviewed > wish.most_unreviewed:
        raise BreakRefused(
            f"{wish.unreviewed} of your emergency accesses wait for review, and more than "
            f"{wish.most_unreviewed} block a further one: telephone the privacy officer, or ask somebody of "
            "the person's team."
        )


def after_working_days(day: date, count: int, *, holidays: Collection[date]) -> date:
    """Return the day `count` working days after `day`: Saturdays, Sundays and `holidays` are not counted.

    >>> after_working_days(date(2026, 8, 28), 5, holidays={date(2026, 8, 31)})
    datetime.date(2026, 9, 7)
    """
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            count -= 1
    return day

"""Breaking the glass: who may, for how long, why, and how soon somebody looks at it afterwards.

The figures are our own design choices, named here once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

MINUTES = 60
REVIEW_WORKING_DAYS = 5
MOST_UNREVIEWED = 2
REOPENED_DAYS = 7
REOPEN_WITHIN_DAYS = 365

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
    """Somebody wants to break the glass: the reason's code, free text, how many uses wait for review."""

    reason: str
    note: str
    unreviewed: int


def check(wish: Wish) -> None:
    """Let a wish to break the glass pass.

    Raises:
        BreakRefused: with the reason in a sentence.
    """
    if wish.reason not in dict(REASONS):
        raise BreakRefused("Choose the reason from the list.")
    if not wish.note.strip():
        raise BreakRefused("Say in your own words why you need it now.")
    if wish.unreviewed > MOST_UNREVIEWED:
        raise BreakRefused(
            f"{wish.unreviewed} of your emergency accesses wait for review, and more than {MOST_UNREVIEWED} "
            "block a further one: telephone the privacy officer, or ask somebody of the person's team."
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

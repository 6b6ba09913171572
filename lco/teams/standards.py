"""The days and weeks a team works to, each with a note where it comes from; a place may set its own.

Nothing here is law or national guidance unless its note says so: most are design choices of this product,
written as data so that a place can change them without code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from lco.teams.workflow import STATES, State

_CHOICE = "Design choice of this product; a place may set its own"
_MEETING = (
    "Design choice: nobody leaves a meeting without a review date, at most 12 weeks away for tier 1 and "
    "26 weeks for tier 2"
)


@dataclass(frozen=True)
class Standard:
    """One number a team works to: its words, its value with unit, and where it comes from."""

    id: str
    title: str
    value: int
    unit: str
    note: str


class StandardRefused(ValueError):
    """A standard that cannot be; the message says which and what to do."""


def _clock(state: State, days: int) -> Standard:
    title = STATES[state].title
    return Standard(f"days_{state}", f"Longest time in '{title}'", days, "days", _CHOICE)


STANDARDS: Mapping[str, Standard] = MappingProxyType(
    {
        each.id: each
        for each in (
            *(_clock(rule.state, rule.days) for rule in STATES.values() if rule.days is not None),
            Standard("weeks_intensive", "Longest time to a review, intensive support", 12, "weeks", _MEETING),
            Standard("weeks_steady", "Longest time to a review, steady support", 26, "weeks", _MEETING),
            Standard(
                "days_back",
                "A new case this soon after stepping down counts as coming back",
                90,
                "days",
                "Design choice: the measure 're-escalation within 90 days'",
            ),
            Standard("days_reopen", "An ending may be taken back within", 28, "days", _CHOICE),
            Standard(
                "refreshes_lower",
                "Refreshes in a row in which the tier must be lower before stepping down",
                2,
                "refreshes",
                "Design choice: one refresh may be chance; two in a row are not",
            ),
            Standard("days_urgent", "Triage of an urgent referral", 1, "days", _CHOICE),
            Standard("days_soon", "Triage of a referral that should not wait", 7, "days", _CHOICE),
        )
    }
)


@dataclass(frozen=True)
class Standards:
    """All standards of a place, ready to be counted with."""

    values: Mapping[str, int]

    def days_in(self, state: State) -> int | None:
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


def standards(own: Mapping[str, int] | None = None) -> Standards:
    """Return the standards, with those a place sets itself in `own` by id.

    Raises:
        StandardRefused: when `own` names a standard there is not, or a value below 1.
    """
    own = own or {}
    unknown = sorted(set(own) - set(STANDARDS))
    if unknown:
        raise StandardRefused(f"There is no standard '{unknown[0]}': take an id of the table in the docs.")
    wrong = sorted(name for name, value in own.items() if value < 1)
    if wrong:
        raise StandardRefused(f"The standard '{wrong[0]}' must be 1 or more.")
    return Standards({**{each.id: each.value for each in STANDARDS.values()}, **own})

"""What a person wishes about sharing: a preference with a scope, never the legal basis of direct care."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Choice(StrEnum):
    """What the person said."""

    SHARE = "share"
    DO_NOT_SHARE = "do_not_share"


class DecidedBy(StrEnum):
    """Who decided. Only the person, or somebody with authority in law, opens what is excluded."""

    PERSON = "person"
    ATTORNEY = "attorney"
    PARENT = "parent"
    BEST_INTERESTS = "best_interests"


WITH_AUTHORITY = frozenset({DecidedBy.PERSON, DecidedBy.ATTORNEY})


@dataclass(frozen=True)
class Preference:
    """One wish: with whom (`people`, `organisations`; both empty: everybody), what, from when to when.

    `classes` holds values of Sensitivity; empty means everyday and sensitive information, never what is
    excluded: that has to be named. Days are half-open; `ends_before` None has no end.
    """

    choice: Choice
    starts_on: date
    ends_before: date | None = None
    people: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    classes: frozenset[str] = frozenset()
    decided_by: DecidedBy = DecidedBy.PERSON

    def holds(self, on: date) -> bool:
        """Say whether the wish holds on the day `on`."""
        return self.starts_on <= on and (self.ends_before is None or on < self.ends_before)

    def is_about(self, user: int | None, organisation: int | None) -> bool:
        """Say whether the wish is about this member of staff or this organisation."""
        if not self.people and not self.organisations:
            return True
        return user in self.people or organisation in self.organisations

    def names(self, sensitivity: str) -> bool:
        """Say whether the wish names this kind of information."""
        return sensitivity in self.classes

    def covers(self, sensitivity: str) -> bool:
        """Say whether the wish is about this kind of information, named or with everything everyday."""
        return self.names(sensitivity) or (not self.classes and sensitivity in _EVERYDAY)


_EVERYDAY = frozenset({"ordinary", "sensitive"})


def refuses(
    wishes: Iterable[Preference], *, user: int | None, organisation: int | None, sensitivity: str, on: date
) -> bool:
    """Say whether a wish that holds keeps this kind of information from this member of staff.

    A wish to share that names the same person or organisation does not outweigh it: the narrower sharing is
    kept, and the wish not to share has to be ended first.
    """
    return any(
        wish.choice is Choice.DO_NOT_SHARE
        and wish.holds(on)
        and wish.is_about(user, organisation)
        and wish.covers(sensitivity)
        for wish in wishes
    )


def opens_excluded(
    wishes: Iterable[Preference], *, user: int | None, organisation: int | None, sensitivity: str, on: date
) -> bool:
    """Say whether a wish that holds names this excluded kind and is made by who may decide it."""
    return any(
        wish.choice is Choice.SHARE
        and wish.holds(on)
        and wish.is_about(user, organisation)
        and (wish.people or wish.organisations)
        and wish.names(sensitivity)
        and wish.decided_by in WITH_AUTHORITY
        for wish in wishes
    )

"""Who has to be there for a meeting of the team to decide, and who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lco.teams.staff import RoleSet


@dataclass(frozen=True)
class Seat:
    """One place at the table: its words and the role sets of which any one fills it."""

    title: str
    any_of: frozenset[RoleSet]


@dataclass(frozen=True)
class QuorumRule:
    """The seats to be filled before the meeting decides, and where the rule comes from."""

    seats: tuple[Seat, ...]
    source: str


@dataclass(frozen=True)
class Attender:
    """Somebody named for a meeting: in the room or on the call (`is_there`), or not."""

    name: str
    organisation: str
    role_set: RoleSet
    is_there: bool


@dataclass(frozen=True)
class Verdict:
    """Whether the quorum is met: the seats nobody fills, who fills the others, and whose people are there."""

    missing: tuple[Seat, ...]
    filled: tuple[tuple[Seat, Attender], ...]
    organisations: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Say whether every seat is filled."""
        return not self.missing

    @property
    def in_words(self) -> str:
        """Return the verdict as a sentence."""
        if self.is_met:
            return "The quorum is met."
        return f"The quorum is not met: missing {_listed([seat.title.lower() for seat in self.missing])}."


def seat(*role_sets: RoleSet) -> Seat:
    """Return the seat any of `role_sets` fills, named after them."""
    first, *rest = (each.title for each in role_sets)
    words = " or ".join([first, *(each.lower() for each in rest)])
    return Seat(words, frozenset(role_sets))


def rule_of(role_sets: Sequence[RoleSet], source: str) -> QuorumRule:
    """Return the rule that asks for one of each of `role_sets`; one named twice is asked for twice."""
    return QuorumRule(tuple(seat(each) for each in role_sets), source)


STANDARD = rule_of(
    (
        RoleSet.GENERAL_PRACTICE,
        RoleSet.NURSING,
        RoleSet.SOCIAL_CARE,
        RoleSet.MENTAL_HEALTH,
        RoleSet.COMMUNITY,
    ),
    "Design choice of this platform: general practice, nursing, social care, mental health and the "
    "voluntary sector, each once. A team may set another rule.",
)


def check(attenders: Sequence[Attender], rule: QuorumRule) -> Verdict:
    """Fill as many seats of `rule` as can be, each by somebody who is there and nobody on two.

    Args:
        attenders: everybody named for the meeting, there or not.
        rule: the seats.

    Returns:
        The verdict. Where seats overlap, people are seated so that as few as possible stay empty.
    """
    there = [each for each in attenders if each.is_there]
    taken: dict[int, int] = {}  # attender to seat
    for number in range(len(rule.seats)):
        _seated(number, rule.seats, there, taken, set())
    by_seat = {number: there[who] for who, number in taken.items()}
    return Verdict(
        missing=tuple(each for number, each in enumerate(rule.seats) if number not in by_seat),
        filled=tuple((each, by_seat[number]) for number, each in enumerate(rule.seats) if number in by_seat),
        organisations=tuple(sorted({each.organisation for each in there})),
    )


def _seated(
    number: int, seats: Sequence[Seat], there: Sequence[Attender], taken: dict[int, int], asked: set[int]
) -> bool:
    """Seat somebody on the seat `number`, moving others to another seat where that makes room."""
    for who, attender in enumerate(there):
        if who in asked or attender.role_set not in seats[number].any_of:
            continue
        asked.add(who)
        if who not in taken or _seated(taken[who], seats, there, taken, asked):
            taken[who] = number
            return True
    return False


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

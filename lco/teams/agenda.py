"""Who comes on the agenda of a team's meeting, why, in what order, and how many there is time for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from lco.teams.standard import Standard, Standards, Topic, Unit
from lco.teams.workflow import State

# Beyond these a meeting, or the time for one person, is a slip of the pen.
SHORTEST_MINUTES, LONGEST_MINUTES, LONGEST_MINUTES_EACH = 15, 240, 60
_CHOICE = "Design choice of this product; a place may set its own"
STANDARDS: tuple[Standard, ...] = (
    Standard(
        "minutes_opening",
        "Minutes of a meeting that no person gets",
        10,
        Unit.MINUTES,
        Topic.MEETINGS,
        "Design choice: who is here, actions of the last time, the next date",
        most=LONGEST_MINUTES_EACH,
    ),
    Standard(
        "minutes_meeting",
        "A meeting lasts, where no more is said",
        60,
        Unit.MINUTES,
        Topic.MEETINGS,
        _CHOICE,
        least=SHORTEST_MINUTES,
        most=LONGEST_MINUTES,
    ),
    Standard(
        "minutes_person",
        "Minutes for each person, where no more is said",
        6,
        Unit.MINUTES,
        Topic.MEETINGS,
        _CHOICE,
        most=LONGEST_MINUTES_EACH,
    ),
)


class Why(StrEnum):
    """What puts a person on the agenda, the most pressing first."""

    CARRIED_FORWARD = "carried_forward"
    BY_HAND = "by_hand"
    HOSPITAL = "hospital"
    MOVED_UP = "moved_up"
    WAITING = "waiting"
    REFERRAL = "referral"
    REVIEW_DUE = "review_due"
    RISING_FAST = "rising_fast"
    OVERDUE_ACTIONS = "overdue_actions"


TITLES: Mapping[Why, str] = MappingProxyType(
    {
        Why.CARRIED_FORWARD: "Carried forward",
        Why.BY_HAND: "Added by the team",
        Why.HOSPITAL: "Unplanned stay in hospital",
        Why.MOVED_UP: "Moved up a tier",
        Why.WAITING: "Assessed and waiting",
        Why.REFERRAL: "Referral included",
        Why.REVIEW_DUE: "Review due",
        Why.RISING_FAST: "Risk rising fast",
        Why.OVERDUE_ACTIONS: "Overdue actions",
    }
)
# The declared priority: its place in the list above, 1 the most pressing. A design choice of this platform:
# what was promised before comes before what is new, and what somebody who knows the person says before what
# a list says.
PRIORITY: Mapping[Why, int] = MappingProxyType({why: place for place, why in enumerate(Why, start=1)})
# Who has not been asked yet is discussed because somebody is worried, never because a list moved.
_NOT_ASKED = frozenset({State.FOUND, State.INCLUDED, State.INVITED})


@dataclass(frozen=True)
class Candidate:
    """What is known of an open case on the day an agenda is built.

    Attributes:
        case: its key.
        state: where the case stands.
        state_since: the day it came there.
        rank: the person's number by need, 1 most in need; None when not in the run shown.
        moved_up: the tier moved to and why, in words; "" when not moved up since last discussed.
        is_rising_fast: whether the risk is rising fast, and that is news since last discussed.
        is_hospital: whether an unplanned stay in hospital flagged the person since last discussed.
        is_referral: whether the person came by referral and was not discussed yet.
        review_on: the day of the next review.
        overdue_actions: open actions whose day has passed.
        times_carried: how often the person was carried forward from the meetings before.
        by_hand: why somebody of the team put the person on the agenda; "" when nobody did.
    """

    case: int
    state: State
    state_since: date
    rank: int | None = None
    moved_up: str = ""
    is_rising_fast: bool = False
    is_hospital: bool = False
    is_referral: bool = False
    review_on: date | None = None
    overdue_actions: int = 0
    times_carried: int = 0
    by_hand: str = ""


@dataclass(frozen=True)
class Reason:
    """One thing that puts a person on the agenda, in words."""

    why: Why
    words: str


@dataclass(frozen=True)
class Proposal:
    """A person proposed for the agenda, with every reason, the most pressing first."""

    case: int
    reasons: tuple[Reason, ...]
    waiting_since: date
    rank: int | None

    @property
    def priority(self) -> int:
        """Return the declared priority of the most pressing reason, 1 the most pressing."""
        return PRIORITY[self.reasons[0].why]


def reasons_of(candidate: Candidate, *, on: date) -> tuple[Reason, ...]:
    """Return every reason to discuss the person on the day `on`, the most pressing first."""
    is_asked = candidate.state not in _NOT_ASKED
    words = {
        Why.CARRIED_FORWARD: _carried(candidate.times_carried),
        Why.BY_HAND: candidate.by_hand.strip(),
        Why.HOSPITAL: "Unplanned stay in hospital since the last discussion" if candidate.is_hospital else "",
        Why.MOVED_UP: candidate.moved_up if is_asked else "",
        Why.WAITING: _waiting(candidate, on),
        Why.REFERRAL: "Referred and included, not discussed yet" if candidate.is_referral else "",
        Why.REVIEW_DUE: _review(candidate, on),
        Why.RISING_FAST: "The predicted risk is rising fast" if candidate.is_rising_fast and is_asked else "",
        Why.OVERDUE_ACTIONS: _counted(candidate.overdue_actions, "action is", "actions are", "overdue"),
    }
    return tuple(Reason(why, words[why]) for why in Why if words[why])


def propose(candidates: Iterable[Candidate], *, on: date) -> tuple[Proposal, ...]:
    """Return who should be discussed on the day `on`, in the order of the declared priority.

    Of the same priority goes first who has more reasons, then who waits longest, then who is most in need.
    A candidate without a reason is not proposed.
    """
    found = [
        Proposal(each.case, reasons, each.state_since, each.rank)
        for each in candidates
        if (reasons := reasons_of(each, on=on))
    ]
    return tuple(sorted(found, key=_order))


def room_for(*, minutes: int, minutes_each: int, known: Standards) -> int:
    """Return how many people there is time for in a meeting of `minutes`, at `minutes_each` a person.

    The opening takes its minutes first, by the standards `known` of the place.

    Raises:
        ValueError: when a person is given no time.
    """
    if minutes_each < 1:
        raise ValueError("Give each person at least one minute.")
    return max((minutes - known["minutes_opening"]) // minutes_each, 0)


def _order(proposal: Proposal) -> tuple[int, int, date, int, int]:
    last = 2**63
    rank = last if proposal.rank is None else proposal.rank
    return (proposal.priority, -len(proposal.reasons), proposal.waiting_since, rank, proposal.case)


def _carried(times: int) -> str:
    if not times:
        return ""
    return "Not reached at the last meeting" if times == 1 else f"Not reached at the last {times} meetings"


def _waiting(candidate: Candidate, on: date) -> str:
    if candidate.state not in {State.ASSESSED, State.LISTED}:
        return ""
    days = _counted((on - candidate.state_since).days, "day", "days")
    return f"Assessed and waiting to be discussed{f' for {days}' if days else ''}"


def _review(candidate: Candidate, on: date) -> str:
    is_due = candidate.review_on is not None and candidate.review_on <= on
    if not is_due and candidate.state != State.REVIEW_DUE:
        return ""
    days = (on - candidate.review_on).days if candidate.review_on else 0
    late = _counted(max(days, 0), "day", "days")
    return f"The review is due{f', {late} late' if late else ''}"


def _counted(number: int, one: str, many: str, what: str = "") -> str:
    if number <= 0:
        return ""
    return f"{number} {one if number == 1 else many} {what}".strip()

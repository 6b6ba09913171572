"""Acts that move a person from one state to the next, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lco.teams.workflow.states import CLOSED, OPEN, STATES, Act, State


class DoneIn(StrEnum):
    """The part of the work an act is done in: a page of the case itself, or what happens elsewhere."""

    CASE = "case"
    ASSESSMENT = "assessment"
    MEETING = "meeting"
    PLAN = "plan"
    HAND_OVER = "hand_over"
    CLOCK = "clock"


@dataclass(frozen=True)
class Transition:
    """One act: from which states it leads where, and what it asks for.

    `to` None keeps the state, or, where `goes_back` holds, leads to the state before the last one.
    `once_started` are those origins that count only for somebody whose plan has started. `closes_tasks` says
    that nothing planned for the person is needed any more; `is_for_lead` that the team's lead alone does it.
    """

    act: Act
    title: str
    past: str
    origins: frozenset[State]
    to: State | None
    needs_reason: bool = False
    done_in: DoneIn = DoneIn.CASE
    closes_tasks: bool = False
    is_for_lead: bool = False
    goes_back: bool = False
    once_started: frozenset[State] = frozenset()


class ActRefused(ValueError):
    """An act the table does not allow now; the message says why and what to do."""


_S, _A = State, Act
_CARED_FOR = frozenset({_S.ACTIVE, _S.REVIEW_DUE})
_TRIAGED = frozenset({_S.FOUND, _S.INCLUDED})
_REVIEWABLE = frozenset({_S.REVIEWED, *_CARED_FOR})
_MAY_BE_LISTED = frozenset({_S.ASSESSED, *_REVIEWABLE})
_MAY_BE_PLANNED = frozenset({_S.ASSESSED, _S.DISCUSSED})
# A meeting may find that the plan that stands goes on, or that less or more is needed.
_AFTER_MEETING = frozenset({_S.DISCUSSED})


def _at(state: State) -> frozenset[State]:
    return frozenset({state})


_ROWS = (
    # triage
    Transition(_A.INCLUDE, "Include", "included", _at(_S.FOUND), _S.INCLUDED, needs_reason=True),
    Transition(
        _A.EXCLUDE,
        "Do not include",
        "not included",
        _TRIAGED,
        _S.EXCLUDED,
        needs_reason=True,
        closes_tasks=True,
    ),
    # invitation and consent
    Transition(_A.INVITE, "Invite", "invited", _at(_S.INCLUDED), _S.INVITED),
    Transition(_A.AGREE, "Record that they agree", "agreed", _at(_S.INVITED), _S.CONSENTED),
    Transition(
        _A.DECLINE,
        "Record that they decline",
        "declined",
        _at(_S.INVITED),
        _S.DECLINED,
        needs_reason=True,
        closes_tasks=True,
    ),
    Transition(
        _A.BEST_INTERESTS,
        "Record a best-interests decision",
        "taken on in their best interests",
        _at(_S.INVITED),
        _S.CONSENTED,
    ),
    # assessment, meeting, plan: done in their own parts, which tell the case
    Transition(_A.ASSESS, "Assess", "assessed", _at(_S.CONSENTED), _S.ASSESSED, done_in=DoneIn.ASSESSMENT),
    Transition(
        _A.LIST_FOR_MEETING,
        "Put on the agenda",
        "put on the agenda",
        _MAY_BE_LISTED,
        _S.LISTED,
        done_in=DoneIn.MEETING,
    ),
    Transition(
        _A.UNLIST,
        "Take off the agenda",
        "taken off the agenda",
        _at(_S.LISTED),
        None,
        done_in=DoneIn.MEETING,
        goes_back=True,
    ),
    Transition(
        _A.DISCUSS,
        "Discuss in the meeting",
        "discussed",
        _at(_S.LISTED),
        _S.DISCUSSED,
        done_in=DoneIn.MEETING,
    ),
    Transition(
        _A.AGREE_PLAN, "Agree the plan", "plan agreed", _MAY_BE_PLANNED, _S.PLAN_AGREED, done_in=DoneIn.PLAN
    ),
    # care and its reviews
    Transition(_A.START, "Start the plan", "plan started", _at(_S.PLAN_AGREED), _S.ACTIVE),
    Transition(
        _A.FALL_DUE, "Fall due for review", "fell due", _at(_S.ACTIVE), _S.REVIEW_DUE, done_in=DoneIn.CLOCK
    ),
    Transition(_A.REVIEW, "Record a review", "reviewed", _CARED_FOR, _S.REVIEWED),
    Transition(
        _A.CONTINUE,
        "Continue",
        "continued",
        _at(_S.REVIEWED) | _AFTER_MEETING,
        _S.ACTIVE,
        once_started=_AFTER_MEETING,
    ),
    Transition(
        _A.STEP_UP,
        "Step up",
        "stepped up",
        _REVIEWABLE | _AFTER_MEETING,
        _S.ACTIVE,
        needs_reason=True,
        once_started=_AFTER_MEETING,
    ),
    Transition(
        _A.STEP_DOWN,
        "Step down",
        "stepped down",
        _at(_S.REVIEWED) | _AFTER_MEETING,
        _S.STEPPED_DOWN,
        needs_reason=True,
        once_started=_AFTER_MEETING,
    ),
    # at any time
    Transition(_A.APPOINT, "Say who looks after them", "appointed", OPEN, None),
    Transition(
        _A.TRANSFER,
        "Hand over to another team",
        "handed over",
        OPEN,
        None,
        needs_reason=True,
        done_in=DoneIn.HAND_OVER,
    ),
    Transition(
        _A.WITHDRAW,
        "Record that they withdraw",
        "withdrew",
        OPEN,
        _S.WITHDRAWN,
        needs_reason=True,
        closes_tasks=True,
    ),
    Transition(
        _A.RECORD_DEATH, "Record a death", "died", OPEN, _S.DIED, needs_reason=True, closes_tasks=True
    ),
    # a mistake
    Transition(
        _A.REOPEN,
        "Take the ending back",
        "ending taken back",
        CLOSED,
        None,
        needs_reason=True,
        is_for_lead=True,
        goes_back=True,
    ),
)
TRANSITIONS: Mapping[Act, Transition] = MappingProxyType({each.act: each for each in _ROWS})


def acts_from(state: State) -> tuple[Transition, ...]:
    """Return the acts the table allows in `state`, in its order."""
    return tuple(each for each in TRANSITIONS.values() if state in each.origins)


def after(state: State, act: Act, *, before: State | None = None) -> State:
    """Return the state that `act` leads to from `state`.

    `before` is where an act leads that goes back: the state a case ended from, or was listed in.

    Raises:
        ActRefused: when the table does not allow it.
    """
    transition = TRANSITIONS[act]
    if state not in transition.origins:
        allowed = ", ".join(each.title.lower() for each in acts_from(state)) or "nothing more"
        raise ActRefused(
            f"'{transition.title}' cannot be done while the person is '{STATES[state].title.lower()}': "
            f"what can be done now is {allowed}."
        )
    if transition.goes_back and before in OPEN:
        return before
    return transition.to or state

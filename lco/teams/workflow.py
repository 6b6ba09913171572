"""The way of a person through case management, as a table: states, acts and who may do them.

Pages, permissions, the wording of the audit trail and the diagram in the docs are read from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a person stands in case management."""

    FOUND = "found"
    INCLUDED = "included"
    INVITED = "invited"
    CONSENTED = "consented"
    ASSESSED = "assessed"
    LISTED = "listed"
    DISCUSSED = "discussed"
    PLAN_AGREED = "plan_agreed"
    ACTIVE = "active"
    REVIEW_DUE = "review_due"
    REVIEWED = "reviewed"
    EXCLUDED = "excluded"
    DECLINED = "declined"
    STEPPED_DOWN = "stepped_down"
    DIED = "died"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What moves a person from one state to the next."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    INVITE = "invite"
    AGREE = "agree"
    DECLINE = "decline"
    BEST_INTERESTS = "best_interests"
    ASSESS = "assess"
    LIST_FOR_MEETING = "list_for_meeting"
    DISCUSS = "discuss"
    AGREE_PLAN = "agree_plan"
    START = "start"
    FALL_DUE = "fall_due"
    REVIEW = "review"
    CONTINUE = "continue"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    TRANSFER = "transfer"
    RECORD_DEATH = "record_death"
    WITHDRAW = "withdraw"


class Owner(StrEnum):
    """Who has to act while a person stands in a state."""

    TEAM_LEAD = "team_lead"
    LEAD_PROFESSIONAL = "lead_professional"
    COORDINATOR = "coordinator"
    NOBODY = "nobody"


@dataclass(frozen=True)
class StateRule:
    """One state: its words, who owns it, how many days it may last (None: no clock) and what comes next."""

    state: State
    title: str
    owner: Owner
    days: int | None
    next_act: Act | None
    is_open: bool = True


@dataclass(frozen=True)
class Transition:
    """One act: from which states it leads where, and what it asks for. `to` None keeps the state."""

    act: Act
    title: str
    past: str
    origins: frozenset[State]
    to: State | None
    needs_reason: bool = False


class ActRefused(ValueError):
    """An act the table does not allow now; the message says why and what to do."""


_S, _A, _O = State, Act, Owner

STATES: Mapping[State, StateRule] = MappingProxyType(
    {
        rule.state: rule
        for rule in (
            StateRule(_S.FOUND, "Found", _O.TEAM_LEAD, 28, _A.INCLUDE),
            StateRule(_S.INCLUDED, "To be invited", _O.TEAM_LEAD, 14, _A.INVITE),
            StateRule(_S.INVITED, "Invited", _O.LEAD_PROFESSIONAL, 14, _A.AGREE),
            StateRule(_S.CONSENTED, "To be assessed", _O.LEAD_PROFESSIONAL, 14, _A.ASSESS),
            StateRule(_S.ASSESSED, "Assessed", _O.LEAD_PROFESSIONAL, 14, _A.LIST_FOR_MEETING),
            StateRule(_S.LISTED, "On the agenda", _O.LEAD_PROFESSIONAL, 14, _A.DISCUSS),
            StateRule(_S.DISCUSSED, "Discussed", _O.COORDINATOR, 14, _A.AGREE_PLAN),
            StateRule(_S.PLAN_AGREED, "Plan agreed", _O.COORDINATOR, 7, _A.START),
            StateRule(_S.ACTIVE, "Active", _O.COORDINATOR, None, _A.REVIEW),
            StateRule(_S.REVIEW_DUE, "Review due", _O.COORDINATOR, 14, _A.REVIEW),
            StateRule(_S.REVIEWED, "Reviewed", _O.COORDINATOR, 7, _A.CONTINUE),
            StateRule(_S.EXCLUDED, "Not included", _O.NOBODY, None, None, False),
            StateRule(_S.DECLINED, "Declined", _O.NOBODY, None, None, False),
            StateRule(_S.STEPPED_DOWN, "Stepped down", _O.NOBODY, None, None, False),
            StateRule(_S.DIED, "Died", _O.NOBODY, None, None, False),
            StateRule(_S.WITHDRAWN, "Withdrawn", _O.NOBODY, None, None, False),
        )
    }
)

OPEN = frozenset(state for state, rule in STATES.items() if rule.is_open)
_CARED_FOR = frozenset({_S.ACTIVE, _S.REVIEW_DUE})


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


TRANSITIONS: Mapping[Act, Transition] = MappingProxyType(
    {
        each.act: each
        for each in (
            Transition(_A.INCLUDE, "Include", "included", _from(_S.FOUND), _S.INCLUDED, True),
            Transition(_A.EXCLUDE, "Do not include", "not included", _from(_S.FOUND), _S.EXCLUDED, True),
            Transition(_A.INVITE, "Invite", "invited", _from(_S.INCLUDED), _S.INVITED),
            Transition(_A.AGREE, "Record that they agree", "agreed", _from(_S.INVITED), _S.CONSENTED),
            Transition(
                _A.DECLINE, "Record that they decline", "declined", _from(_S.INVITED), _S.DECLINED, True
            ),
            Transition(
                _A.BEST_INTERESTS,
                "Record a best-interests decision",
                "taken on in their best interests",
                _from(_S.INVITED),
                _S.CONSENTED,
                True,
            ),
            Transition(_A.ASSESS, "Record an assessment", "assessed", _from(_S.CONSENTED), _S.ASSESSED),
            Transition(
                _A.LIST_FOR_MEETING,
                "Put on the agenda",
                "put on the agenda",
                _from(_S.ASSESSED, _S.REVIEWED, *_CARED_FOR),
                _S.LISTED,
            ),
            Transition(_A.DISCUSS, "Record the discussion", "discussed", _from(_S.LISTED), _S.DISCUSSED),
            Transition(
                _A.AGREE_PLAN,
                "Agree the plan",
                "plan agreed",
                _from(_S.ASSESSED, _S.DISCUSSED),
                _S.PLAN_AGREED,
            ),
            Transition(_A.START, "Start the plan", "plan started", _from(_S.PLAN_AGREED), _S.ACTIVE),
            Transition(_A.FALL_DUE, "Fall due for review", "fell due", _from(_S.ACTIVE), _S.REVIEW_DUE),
            Transition(_A.REVIEW, "Record a review", "reviewed", _CARED_FOR, _S.REVIEWED),
            Transition(_A.CONTINUE, "Continue", "continued", _from(_S.REVIEWED), _S.ACTIVE),
            Transition(_A.STEP_UP, "Step up", "stepped up", _from(_S.REVIEWED, *_CARED_FOR), _S.ACTIVE, True),
            Transition(_A.STEP_DOWN, "Step down", "stepped down", _from(_S.REVIEWED), _S.STEPPED_DOWN, True),
            Transition(_A.TRANSFER, "Hand over to another team", "handed over", OPEN, None, True),
            Transition(_A.RECORD_DEATH, "Record a death", "died", OPEN, _S.DIED),
            Transition(_A.WITHDRAW, "Record that they withdraw", "withdrew", OPEN, _S.WITHDRAWN, True),
        )
    }
)


def acts_from(state: State) -> tuple[Transition, ...]:
    """Return the acts the table allows in `state`, in its order."""
    return tuple(each for each in TRANSITIONS.values() if state in each.origins)


def after(state: State, act: Act) -> State:
    """Return the state that `act` leads to from `state`.

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
    return transition.to or state

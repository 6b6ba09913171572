"""States of a person in case management: who owns each, how long it may last, what comes next."""

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
    UNLIST = "unlist"
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
    APPOINT = "appoint"
    REOPEN = "reopen"


class Owner(StrEnum):
    """Who has to act while a person stands in a state."""

    TEAM_LEAD = "team_lead"
    LEAD_PROFESSIONAL = "lead_professional"
    COORDINATOR = "coordinator"
    NOBODY = "nobody"

    @property
    def words(self) -> str:
        """The owner in words, ``Lead professional``."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class StateRule:
    """One state: its words, who owns it, how many days it may last (None: no clock) and what comes next."""

    state: State
    title: str
    owner: Owner
    days: int | None
    next_act: Act | None
    is_open: bool = True


STATES: Mapping[State, StateRule] = MappingProxyType(
    {
        rule.state: rule
        for rule in (
            StateRule(State.FOUND, "Found", Owner.TEAM_LEAD, 28, Act.INCLUDE),
            StateRule(State.INCLUDED, "To be invited", Owner.TEAM_LEAD, 14, Act.INVITE),
            StateRule(State.INVITED, "Invited", Owner.LEAD_PROFESSIONAL, 14, Act.AGREE),
            StateRule(State.CONSENTED, "To be assessed", Owner.LEAD_PROFESSIONAL, 14, Act.ASSESS),
            StateRule(State.ASSESSED, "Assessed", Owner.LEAD_PROFESSIONAL, 14, Act.LIST_FOR_MEETING),
            StateRule(State.LISTED, "On the agenda", Owner.LEAD_PROFESSIONAL, 14, Act.DISCUSS),
            StateRule(State.DISCUSSED, "Discussed", Owner.COORDINATOR, 14, Act.AGREE_PLAN),
            StateRule(State.PLAN_AGREED, "Plan agreed", Owner.COORDINATOR, 7, Act.START),
            StateRule(State.ACTIVE, "Active", Owner.COORDINATOR, None, Act.REVIEW),
            StateRule(State.REVIEW_DUE, "Review due", Owner.COORDINATOR, 14, Act.REVIEW),
            StateRule(State.REVIEWED, "Reviewed", Owner.COORDINATOR, 7, Act.CONTINUE),
            StateRule(State.EXCLUDED, "Not included", Owner.NOBODY, None, None, False),
            StateRule(State.DECLINED, "Declined", Owner.NOBODY, None, None, False),
            StateRule(State.STEPPED_DOWN, "Stepped down", Owner.NOBODY, None, None, False),
            StateRule(State.DIED, "Died", Owner.NOBODY, None, None, False),
            StateRule(State.WITHDRAWN, "Withdrawn", Owner.NOBODY, None, None, False),
        )
    }
)

OPEN = frozenset(state for state, rule in STATES.items() if rule.is_open)
CLOSED = frozenset(STATES) - OPEN

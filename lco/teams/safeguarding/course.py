"""How a concern goes on: its stages, whose turn it is in each, and when it may be closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from lco.teams.safeguarding.deciding import Outcome
from lco.teams.safeguarding.rules import Ending, rules
from lco.teams.standard import Standard, Standards, Topic, Unit

STANDARDS: tuple[Standard, ...] = (
    Standard(
        "days_safeguarding",
        "A safeguarding concern is decided on within",
        rules().days_to_decide,
        Unit.DAYS,
        Topic.SAFEGUARDING,
        "Design choice: the Act names no number of days",
    ),
)


class Stage(StrEnum):
    """How far a concern is."""

    RAISED = "raised"
    FINDING_OUT = "finding_out"
    ENQUIRY = "enquiry"
    NO_DUTY = "no_duty"
    CLOSED = "closed"


@dataclass(frozen=True)
class StageRule:
    """One stage: its title, what comes next and who does it."""

    title: str
    next: str
    by: str


STAGES: Mapping[Stage, StageRule] = MappingProxyType(
    {
        Stage.RAISED: StageRule("Raised", "Decide on the three legs", "who decides for the council"),
        Stage.FINDING_OUT: StageRule(
            "Not enough known yet",
            "Find out what is missing, then decide again",
            "who decides for the council",
        ),
        Stage.ENQUIRY: StageRule(
            "Enquiry", "Do what was agreed, then close it with what came of it", "who owns the next action"
        ),
        Stage.NO_DUTY: StageRule(
            "No duty to enquire", "Say what else helps, then close it", "who decides for the council"
        ),
        Stage.CLOSED: StageRule("Closed", "Nothing", "nobody"),
    }
)
OPEN = frozenset(STAGES) - {Stage.CLOSED}
# A decision may be taken again while the concern is open: more may become known.
_AFTER = MappingProxyType(
    {
        Outcome.DUTY: Stage.ENQUIRY,
        Outcome.NO_DUTY: Stage.NO_DUTY,
        Outcome.NOT_KNOWN: Stage.FINDING_OUT,
    }
)
_DECIDED = MappingProxyType({Stage.ENQUIRY: Outcome.DUTY, Stage.NO_DUTY: Outcome.NO_DUTY})


def after(outcome: Outcome) -> Stage:
    """Return the stage a decision leads to."""
    return _AFTER[outcome]


def needs_action(outcome: Outcome) -> bool:
    """Say whether a decision has to name who does what next, and by when: all but 'does not apply'."""
    return outcome is not Outcome.NO_DUTY


def decide_by(raised_on: date, *, known: Standards) -> date:
    """Return the day by which a concern raised on `raised_on` is decided on."""
    return raised_on + timedelta(days=known["days_safeguarding"])


def endings(stage: Stage) -> tuple[Ending, ...]:
    """Return what may have come of a concern that is closed in `stage`; none while it is not decided."""
    decided = _DECIDED.get(stage)
    return tuple(each for each in rules().endings if decided and decided.value in each.after)

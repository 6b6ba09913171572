"""Safeguarding of adults: when a council has to make enquiries, and how a concern goes on."""

from lco.teams.safeguarding.course import (
    OPEN,
    STAGES,
    Stage,
    StageRule,
    after,
    decide_by,
    endings,
    needs_action,
)
from lco.teams.safeguarding.deciders import deciders_in_words
from lco.teams.safeguarding.deciding import (
    TITLES,
    Answer,
    Decision,
    Leg,
    Outcome,
    decide,
    without_reason,
)
from lco.teams.safeguarding.rules import Ending, LegRule, Rules, rules

__all__ = [
    "OPEN",
    "STAGES",
    "TITLES",
    "Answer",
    "Decision",
    "Ending",
    "Leg",
    "LegRule",
    "Outcome",
    "Rules",
    "Stage",
    "StageRule",
    "after",
    "decide",
    "decide_by",
    "deciders_in_words",
    "endings",
    "needs_action",
    "rules",
    "without_reason",
]

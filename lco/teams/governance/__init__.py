"""Who may see what of whom, why, and on what legal ground: the rules, without a database."""

from lco.teams.governance.bases import Basis, bases
from lco.teams.governance.deciding import Decision, decide
from lco.teams.governance.preferences import Choice, DecidedBy, Preference
from lco.teams.governance.table import ROWS, Row
from lco.teams.governance.terms import (
    Asked,
    Case,
    Outcome,
    Purpose,
    Relationship,
    Requester,
    RoleKind,
    Sensitivity,
    Subject,
)

__all__ = [
    "ROWS",
    "Asked",
    "Basis",
    "Case",
    "Choice",
    "DecidedBy",
    "Decision",
    "Outcome",
    "Preference",
    "Purpose",
    "Relationship",
    "Requester",
    "RoleKind",
    "Row",
    "Sensitivity",
    "Subject",
    "bases",
    "decide",
]

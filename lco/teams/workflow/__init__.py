"""The way of a person through case management, as a table: states, acts and where each is done.

Pages, permissions, the wording of the audit trail and the diagram in the docs are read from here. Days are
our own choices, with their notes in ``lco.teams.standards``.
"""

from lco.teams.workflow.acts import TRANSITIONS, ActRefused, DoneIn, Transition, acts_from, after
from lco.teams.workflow.states import CLOSED, OPEN, STATES, Act, Owner, State, StateRule

__all__ = [
    "CLOSED",
    "OPEN",
    "STATES",
    "TRANSITIONS",
    "Act",
    "ActRefused",
    "DoneIn",
    "Owner",
    "State",
    "StateRule",
    "Transition",
    "acts_from",
    "after",
]

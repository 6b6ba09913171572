"""All writes of concerns."""

from web.teams.safeguarding.actions.closing import close
from web.teams.safeguarding.actions.deciding import decide_on
from web.teams.safeguarding.actions.looking import note_knock, note_list, note_look, note_register
from web.teams.safeguarding.actions.moving import follow_people, move_concerns
from web.teams.safeguarding.actions.raising import Told, raise_concern
from web.teams.safeguarding.actions.reminding import remind
from web.teams.safeguarding.actions.steps import add_step, name_people
from web.teams.safeguarding.agreeing import NextStep
from web.teams.safeguarding.refusals import ChangedMeanwhile, ConcernRefused

__all__ = [
    "ChangedMeanwhile",
    "ConcernRefused",
    "NextStep",
    "Told",
    "add_step",
    "close",
    "decide_on",
    "follow_people",
    "move_concerns",
    "name_people",
    "note_knock",
    "note_list",
    "note_look",
    "note_register",
    "raise_concern",
    "remind",
]

"""All writes of cases."""

from web.teams.cases.actions.advancing import advance
from web.teams.cases.actions.appointing import appoint
from web.teams.cases.actions.ending import decide_best_interests, step_down
from web.teams.cases.actions.falling_due import fall_due
from web.teams.cases.actions.flagging import TakenIn, keep_flags, take_in_flags
from web.teams.cases.actions.handing_over import accept, hand_over, return_hand_over, take_back
from web.teams.cases.actions.looking import note_offer_seen, note_search
from web.teams.cases.actions.opening import find, open_case
from web.teams.cases.actions.referring import refer
from web.teams.cases.appointments import Appointment
from web.teams.cases.refusals import CaseRefused, ChangedMeanwhile
from web.teams.cases.said import InBestInterests, Told

__all__ = [
    "Appointment",
    "CaseRefused",
    "ChangedMeanwhile",
    "InBestInterests",
    "TakenIn",
    "Told",
    "accept",
    "advance",
    "appoint",
    "decide_best_interests",
    "fall_due",
    "find",
    "hand_over",
    "keep_flags",
    "note_offer_seen",
    "note_search",
    "open_case",
    "refer",
    "return_hand_over",
    "step_down",
    "take_back",
    "take_in_flags",
]

"""All writes of meetings."""

from web.teams.meetings.actions.agenda import build_agenda, move, put_on_agenda, record_basis, take_off
from web.teams.meetings.actions.attendance import Present, record_attendance
from web.teams.meetings.actions.closing import carry_after_all, close_meeting, correct
from web.teams.meetings.actions.discussions import Decided, NewAction, record_discussion
from web.teams.meetings.actions.planning import Plan, change_meeting, plan_meeting, start_meeting
from web.teams.meetings.actions.quorum import set_quorum

__all__ = [
    "Decided",
    "NewAction",
    "Plan",
    "Present",
    "build_agenda",
    "carry_after_all",
    "change_meeting",
    "close_meeting",
    "correct",
    "move",
    "plan_meeting",
    "put_on_agenda",
    "record_attendance",
    "record_basis",
    "record_discussion",
    "set_quorum",
    "start_meeting",
    "take_off",
]

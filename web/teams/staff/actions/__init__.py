"""All writes of staff: how a member works, shared leadership, absence and cover, leavers."""

from web.teams.staff.actions.absences import name_cover, record_absence, withdraw_absence
from web.teams.staff.actions.leadership import appoint_leader, end_leadership
from web.teams.staff.actions.leavers import HandedOn, hand_on, let_go
from web.teams.staff.actions.members import Description, Hours, describe_member
from web.teams.staff.refusals import ChangedMeanwhile, StaffRefused

__all__ = [
    "ChangedMeanwhile",
    "Description",
    "HandedOn",
    "Hours",
    "StaffRefused",
    "appoint_leader",
    "describe_member",
    "end_leadership",
    "hand_on",
    "let_go",
    "name_cover",
    "record_absence",
    "withdraw_absence",
]

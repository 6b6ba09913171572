"""All writes of the teams app."""

from web.teams.actions.demonstration import seed_demo_judgements
from web.teams.actions.judgements import (
    Decision,
    JudgedMeanwhile,
    JudgementRefused,
    judge,
    withdraw,
)
from web.teams.actions.looks import note_look, note_refused_look, note_search
from web.teams.actions.memberships import MembershipRefused, join, leave, seed_demo_teams, set_up_teams
from web.teams.actions.sending import send_work

__all__ = [
    "Decision",
    "JudgedMeanwhile",
    "JudgementRefused",
    "MembershipRefused",
    "join",
    "judge",
    "leave",
    "note_look",
    "note_refused_look",
    "note_search",
    "seed_demo_judgements",
    "seed_demo_teams",
    "send_work",
    "set_up_teams",
    "withdraw",
]

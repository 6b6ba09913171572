"""All writes of assessments."""

from web.teams.assessments.actions.finishing import finish, leave
from web.teams.assessments.actions.partners import decide
from web.teams.assessments.actions.register import end_delegation, trust
from web.teams.assessments.actions.writing import save, start
from web.teams.assessments.refusals import AssessmentRefused, SavedMeanwhile

__all__ = [
    "AssessmentRefused",
    "SavedMeanwhile",
    "decide",
    "end_delegation",
    "finish",
    "leave",
    "save",
    "start",
    "trust",
]

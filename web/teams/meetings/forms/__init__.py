"""What is asked before, in and after a meeting."""

from web.teams.meetings.forms.agenda import AddForm, BasisForm, BuildForm, MoveForm, TakeOffForm
from web.teams.meetings.forms.attendance import AttendanceForm
from web.teams.meetings.forms.discussions import DiscussionForm
from web.teams.meetings.forms.planning import (
    CloseForm,
    CorrectionForm,
    MeetingsFilter,
    PlanForm,
    PutForm,
    StartForm,
)
from web.teams.meetings.forms.quorum import QuorumForm

__all__ = [
    "AddForm",
    "AttendanceForm",
    "BasisForm",
    "BuildForm",
    "CloseForm",
    "CorrectionForm",
    "DiscussionForm",
    "MeetingsFilter",
    "MoveForm",
    "PlanForm",
    "PutForm",
    "QuorumForm",
    "StartForm",
    "TakeOffForm",
]

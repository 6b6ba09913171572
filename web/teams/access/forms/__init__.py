"""What users enter about access to a person."""

from web.teams.access.forms.emergencies import BreakGlassForm, NoticeForm, ReopenForm, ReviewForm
from web.teams.access.forms.officer import (
    AlertForm,
    BreaksFilter,
    HoldForm,
    OptOutForm,
    RefuseForm,
    ReleaseForm,
    RequestForm,
)
from web.teams.access.forms.wishes import EndSensitiveForm, SensitiveForm, WishForm

__all__ = [
    "AlertForm",
    "BreakGlassForm",
    "BreaksFilter",
    "EndSensitiveForm",
    "HoldForm",
    "NoticeForm",
    "OptOutForm",
    "RefuseForm",
    "ReleaseForm",
    "ReopenForm",
    "RequestForm",
    "ReviewForm",
    "SensitiveForm",
    "WishForm",
]

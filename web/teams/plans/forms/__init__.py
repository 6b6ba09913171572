"""Forms of plans."""

from web.teams.plans.forms.deeds import ActionForm, AgreeForm, CopyForm, GoalReviewForm, ReviewForm
from web.teams.plans.forms.merging import MergeForm
from web.teams.plans.forms.sections import KeptToForm, SectionForm, form_of

__all__ = [
    "ActionForm",
    "AgreeForm",
    "CopyForm",
    "GoalReviewForm",
    "KeptToForm",
    "MergeForm",
    "ReviewForm",
    "SectionForm",
    "form_of",
]

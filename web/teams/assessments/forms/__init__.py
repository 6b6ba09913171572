"""Forms of assessments."""

from web.teams.assessments.forms.deciding import FinishForm, PartnerForm, StartForm
from web.teams.assessments.forms.register import AssessorsFilter, EndForm, TrustForm
from web.teams.assessments.forms.sections import SectionForm, field_names

__all__ = [
    "AssessorsFilter",
    "EndForm",
    "FinishForm",
    "PartnerForm",
    "SectionForm",
    "StartForm",
    "TrustForm",
    "field_names",
]

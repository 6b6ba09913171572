"""What users enter on the pages of cases."""

from web.teams.cases.forms.acts import ActForm
from web.teams.cases.forms.filters import CaseloadFilter, FindFilter, QueueFilter
from web.teams.cases.forms.finding import FindForm

__all__ = ["ActForm", "CaseloadFilter", "FindFilter", "FindForm", "QueueFilter"]

"""What is asked about a concern."""

from web.teams.safeguarding.forms.acting import CloseForm, NameForm, StepForm
from web.teams.safeguarding.forms.checked import ConcernForm
from web.teams.safeguarding.forms.deciding import DecideForm
from web.teams.safeguarding.forms.filters import ConcernsFilter
from web.teams.safeguarding.forms.raising import RaiseForm

__all__ = ["CloseForm", "ConcernForm", "ConcernsFilter", "DecideForm", "NameForm", "RaiseForm", "StepForm"]

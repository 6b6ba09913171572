"""What users enter on the pages of the teams app."""

from web.teams.forms.judgements import JudgementForm, JudgementsFilter, WithdrawalForm
from web.teams.forms.memberships import JoinForm
from web.teams.forms.people import PeopleFilter, SearchForm

__all__ = [
    "JoinForm",
    "JudgementForm",
    "JudgementsFilter",
    "PeopleFilter",
    "SearchForm",
    "WithdrawalForm",
]

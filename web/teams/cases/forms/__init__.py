"""What users enter on the pages of cases."""

from web.teams.cases.forms.acts import ActForm
from web.teams.cases.forms.filters import CaseloadFilter, FindFilter, HandOverFilter, QueueFilter
from web.teams.cases.forms.finding import FindForm
from web.teams.cases.forms.records import AnswerForm, BestInterestsForm, HandOverForm, StepDownForm
from web.teams.cases.forms.referrals import PersonReferralForm, ReferralForm

__all__ = [
    "ActForm",
    "AnswerForm",
    "BestInterestsForm",
    "CaseloadFilter",
    "FindFilter",
    "FindForm",
    "HandOverFilter",
    "HandOverForm",
    "PersonReferralForm",
    "QueueFilter",
    "ReferralForm",
    "StepDownForm",
]

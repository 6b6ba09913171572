"""The caseload and everything that was done on it."""

from web.teams.cases.models.cases import Case, CaseEvent, CaseQuerySet, Intensity, Source
from web.teams.cases.models.consent import BestInterests
from web.teams.cases.models.flags import HospitalFlag
from web.teams.cases.models.hand_overs import HandOver, HandOverQuerySet, HandOverState
from web.teams.cases.models.referrals import Referral, Referrer, Urgency

__all__ = [
    "BestInterests",
    "Case",
    "CaseEvent",
    "CaseQuerySet",
    "HandOver",
    "HandOverQuerySet",
    "HandOverState",
    "HospitalFlag",
    "Intensity",
    "Referral",
    "Referrer",
    "Source",
    "Urgency",
]

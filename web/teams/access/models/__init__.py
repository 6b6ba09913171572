"""Tables of who may see whom: emergencies, re-openings, wishes, opt-outs, requests, alerts, holds."""

from web.teams.access.models.emergencies import BreakReview, BrokenGlass, PersonNotice, ReviewOutcome
from web.teams.access.models.reopenings import Reopening
from web.teams.access.models.requests import AccessRequest, RequestState, RetentionHold
from web.teams.access.models.watch import AccessAlert
from web.teams.access.models.wishes import OptOut, OptOutKind, SensitiveItem, SharingPreference

__all__ = [
    "AccessAlert",
    "AccessRequest",
    "BreakReview",
    "BrokenGlass",
    "OptOut",
    "OptOutKind",
    "PersonNotice",
    "Reopening",
    "RequestState",
    "RetentionHold",
    "ReviewOutcome",
    "SensitiveItem",
    "SharingPreference",
]

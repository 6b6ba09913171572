"""Forms of the directory and of connections."""

from web.teams.assets.forms.finding import (
    ConnectionsFilter,
    DirectoryFilter,
    PersonFilter,
    SelfCareFilter,
    SheetForm,
)
from web.teams.assets.forms.offers import OfferForm, StepForm, WantingForm

__all__ = [
    "ConnectionsFilter",
    "DirectoryFilter",
    "OfferForm",
    "PersonFilter",
    "SelfCareFilter",
    "SheetForm",
    "StepForm",
    "WantingForm",
]

"""Forms of the directory and of connections."""

from web.teams.assets.forms.finding import ConnectionsFilter, DirectoryFilter, PersonFilter
from web.teams.assets.forms.offers import OfferForm, StepForm, WantingForm

__all__ = ["ConnectionsFilter", "DirectoryFilter", "OfferForm", "PersonFilter", "StepForm", "WantingForm"]

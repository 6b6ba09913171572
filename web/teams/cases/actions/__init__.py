"""All writes of cases."""

from web.teams.cases.actions.advancing import advance
from web.teams.cases.actions.appointing import appoint
from web.teams.cases.actions.opening import find, open_case
from web.teams.cases.appointments import Appointment
from web.teams.cases.refusals import CaseRefused, ChangedMeanwhile

__all__ = ["Appointment", "CaseRefused", "ChangedMeanwhile", "advance", "appoint", "find", "open_case"]

"""Who has to be there for a team to decide."""

from __future__ import annotations

from typing import Any

from django import forms

from lco.teams.staff import RoleSet
from web.teams.cases import standards
from web.teams.meetings.forms.planning import words_field
from web.teams.meetings.models import TeamQuorum
from web.ui.forms import OnceForm


class QuorumForm(OnceForm):
    """The seats to be filled, and why."""

    seats = forms.MultipleChoiceField(
        label="Who has to be there?",
        choices=[(each.value, each.title) for each in RoleSet],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one"},
    )
    because = words_field("Why these?", "Say why the team sets this quorum", rows=2)

    @classmethod
    def of(cls, own: TeamQuorum | None) -> Any:
        """Return the form with the quorum that holds."""
        of_place = sorted({each for seat in standards.quorum().seats for each in seat.any_of})
        start = {"seats": own.seats, "because": own.because} if own else {"seats": of_place}
        return cls.opened(version=own.version if own else 0, initial=start)

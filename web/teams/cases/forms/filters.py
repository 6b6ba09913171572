"""Filters of the caseload, the queue and the list people are found from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lco.teams.workflow import STATES
from web.teams.cases.models import Intensity, Source
from web.teams.cases.queries import IN_QUEUE
from web.ui.forms import FilterForm

_ANY = ("", "Any")
_STATES = [
    (rule.state.value, rule.title) for rule in STATES.values() if rule.is_open and rule.state not in IN_QUEUE
]
_LATE = [("", "Any"), ("late", "Overdue"), ("week", "Due within a week"), ("in_time", "In time")]


class CaseloadFilter(FilterForm):
    """Narrows a caseload."""

    state = forms.ChoiceField(label="State", choices=[_ANY, *_STATES])
    owner = forms.ChoiceField(label="Looked after by", choices=[_ANY])
    clock = forms.ChoiceField(label="Clock", choices=_LATE)
    intensity = forms.TypedChoiceField(
        label="Support", choices=[_ANY, *Intensity.choices], coerce=int, empty_value=None
    )

    def __init__(self, data: Any = None, *, members: Sequence[tuple[int, str]] = ()) -> None:
        self.owners = [
            _ANY,
            ("mine", "Me"),
            ("nobody", "Nobody yet"),
            *((str(key), name) for key, name in members),
        ]
        super().__init__(data)

    def full_clean(self) -> None:
        """Know the members of the team before anything is checked."""
        self.fields["owner"].choices = self.owners  # type: ignore[attr-defined]
        super().full_clean()


class QueueFilter(FilterForm):
    """Narrows the queue of those who wait for triage."""

    source = forms.ChoiceField(label="Found by", choices=[_ANY, *Source.choices])
    clock = forms.ChoiceField(label="Clock", choices=_LATE)


class FindFilter(FilterForm):
    """Narrows the list of those nobody has opened a case for."""

    need = forms.ChoiceField(
        label="Who",
        choices=[
            ("", "Everybody without a case"),
            ("high", "High risk"),
            ("rising", "Rising risk"),
            ("priority", "On the priority list"),
            ("up", "Moved up since last month"),
            ("fast", "Rising fast"),
            ("hospital", "Flagged by the records: in hospital or at A&E lately"),
            ("judged", "Judged by the team to need more than the list says"),
        ],
    )


class HandOverFilter(FilterForm):
    """Chooses which hand-overs are shown."""

    show = forms.ChoiceField(
        label="Show",
        choices=[
            ("", "Offered to us"),
            ("by_us", "Offered by us"),
            ("away", "Ours, but living elsewhere now"),
            ("here", "Living here, with another team"),
            ("over", "Answered"),
        ],
    )

"""What is asked to build an agenda, and on what ground a person is discussed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lco.teams.meetings import Basis, bases_open, basis_lacks
from web.teams.meetings.forms.planning import words_field
from web.teams.meetings.models import Meeting
from web.teams.meetings.proposing import Proposed
from web.ui.forms import OnceForm


class BuildForm(OnceForm):
    """Who of those proposed comes on the agenda."""

    cases = forms.TypedMultipleChoiceField(
        label="Who comes on the agenda?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person"},
    )

    def __init__(self, *args: Any, cases: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(case, str(case)) for case in cases]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, meeting: Meeting, proposed: Sequence[Proposed]) -> Any:
        """Return the form with those chosen for whom there is time."""
        fitting = [each.case for each in proposed if each.fits]
        cases = [each.case for each in proposed]
        return cls.opened(version=meeting.version, initial={"cases": fitting}, cases=cases)

    def chosen(self) -> set[str]:
        """Return the cases chosen, as the page writes them."""
        return {str(case) for case in self["cases"].value() or ()}


class AddForm(OnceForm):
    """A person of the caseload to be discussed, and why."""

    nhs_number = forms.CharField(
        label="NHS number",
        max_length=20,
        help_text="Of somebody on your team's caseload. Without it, open the person's page and choose "
        "Meetings.",
        error_messages={"required": "Enter the NHS number"},
    )
    because = words_field("Why should the team talk about them?", "Say why the person should be discussed")

    def clean_nhs_number(self) -> str:
        """Keep the digits alone."""
        digits = "".join(self.cleaned_data["nhs_number"].split())
        if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
            raise forms.ValidationError("Enter the ten digits of the NHS number")
        return digits


class MoveForm(OnceForm):
    """Where on the agenda a person moves to."""

    to = forms.IntegerField(
        label="Move to place",
        min_value=1,
        max_value=500,
        error_messages={"required": "Enter the place", "invalid": "Enter the place as a number"},
    )


class TakeOffForm(OnceForm):
    """Why a person is taken off the agenda."""

    because = words_field(
        "Why are they taken off the agenda?", "Say why the person is taken off the agenda", rows=2
    )


class BasisForm(OnceForm):
    """On what ground a person is discussed."""

    basis = forms.ChoiceField(
        label="On what ground is the person discussed?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the ground on which the person is discussed"},
    )
    note = words_field(
        "In words", rows=2, help="Who looks after the person and how, or who is at risk of what."
    )

    def __init__(self, *args: Any, recorded: Basis | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recorded = recorded
        open_to = bases_open(recorded)
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            (each.basis.value, f"{each.title}. {each.about}") for each in open_to
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for words where the ground needs them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        lacks = basis_lacks(cleaned.get("basis", ""), cleaned.get("note", ""), recorded=self.recorded)
        if "basis" in cleaned and lacks:
            self.add_error("note", lacks)
        return cleaned

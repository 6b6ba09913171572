"""Forms of the register of trusted assessors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lco.periods import months_after
from lco.teams.standard import Unit
from web.teams.assessments.actions.register import Scope
from web.teams.assessments.forms.sections import DayInput
from web.teams.cases import standards
from web.ui.forms import FilterForm, OnceForm

_DAY = {"invalid": "Give a date: year, month and day", "required": "Choose a day"}


class TrustForm(OnceForm):
    """Whom partners trust to assess, in what, for whom and until when."""

    user = forms.ModelChoiceField(
        label="Who is trusted?",
        queryset=None,
        empty_label="Choose",
        error_messages={"required": "Choose who is trusted", "invalid_choice": "Choose who is trusted"},
    )
    competence = forms.CharField(
        label="How was the competence shown, and who signed it off?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For instance the framework, the day and who observed.",
        error_messages={
            "required": "Say how the competence was shown and who signed it off",
            "max_length": "Write at most 2,000 characters",
        },
    )
    questionnaires = forms.MultipleChoiceField(
        label="For which questionnaires?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one questionnaire"},
    )
    cohorts = forms.MultipleChoiceField(
        label="For which cohorts? (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose none for everybody.",
    )
    partners = forms.ModelMultipleChoiceField(
        label="Which partners accept these assessments as their own?",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each has agreed in writing. Others decide about each assessment themselves.",
        error_messages={"required": "Choose at least one partner that accepts"},
    )
    starts_on = forms.DateField(label="From", widget=DayInput(), error_messages=_DAY)
    ends_before = forms.DateField(
        label="Ends on",
        widget=DayInput(),
        error_messages=_DAY,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        users: Any,
        organisations: Any,
        questionnaires: Sequence[tuple[str, str]],
        cohorts: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]
        self.fields["partners"].queryset = organisations  # type: ignore[attr-defined]
        longest = Unit.MONTHS.counted(standards.current()["months_delegation"])
        words = f"The first day on which it no longer holds, at most {longest} later."
        self.fields["ends_before"].help_text = words
        self.fields["questionnaires"].choices = questionnaires  # type: ignore[attr-defined]
        if cohorts:
            self.fields["cohorts"].choices = cohorts  # type: ignore[attr-defined]
        else:
            del self.fields["cohorts"]

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it starts, or is too long."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_before")
        longest = standards.current()["months_delegation"]
        if first and last and not first < last:
            self.add_error("ends_before", "Choose a day after the first")
        elif first and last and last > months_after(first, longest):
            self.add_error("ends_before", f"Choose a day within {Unit.MONTHS.counted(longest)} of the first")
        return cleaned

    def scope(self) -> Scope:
        """Return what was agreed."""
        cleaned = self.cleaned_data
        return Scope(
            competence=cleaned["competence"],
            questionnaires=cleaned["questionnaires"],
            cohorts=cleaned.get("cohorts", []),
            partners=list(cleaned["partners"]),
            starts_on=cleaned["starts_on"],
            ends_before=cleaned["ends_before"],
        )


class EndForm(forms.Form):
    """Why a delegation ends today."""

    why = forms.CharField(
        label="Why does it end?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Assessments finished before keep what they were.",
        error_messages={
            "required": "Say why the delegation ends",
            "max_length": "Write at most 1,000 characters",
        },
    )


class AssessorsFilter(FilterForm):
    """Narrows the register."""

    state = forms.ChoiceField(
        label="Delegations",
        choices=[
            ("", "All"),
            ("holds", "Those that hold"),
            ("due", "Those that end within a month"),
            ("over", "Ended"),
        ],
    )

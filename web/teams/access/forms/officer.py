"""What the privacy officer enters."""

from __future__ import annotations

from typing import Any

from django import forms

from web.teams.access.forms.finding import DAY, PersonForm
from web.teams.access.models import OptOutKind
from web.ui.forms import FilterForm, OnceForm


class BreaksFilter(FilterForm):
    """Narrows the queue of reviews."""

    state = forms.ChoiceField(
        label="Reviews",
        choices=[("", "To be reviewed"), ("late", "Late"), ("done", "Reviewed"), ("all", "All")],
    )


class AlertForm(OnceForm):
    """What the officer found of a look."""

    finding = forms.CharField(
        label="What did you find?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what you found"},
    )


class OptOutForm(PersonForm):
    """What a person said of an opt-out."""

    kind = forms.ChoiceField(
        label="Which opt-out?",
        choices=OptOutKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which opt-out"},
    )
    is_out = forms.TypedChoiceField(
        label="What did the person say?",
        choices=[("yes", "I opt out"), ("no", "I take my opt-out back")],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the person said"},
    )
    said_on = forms.DateField(
        label="On which day?",
        widget=DAY,
        error_messages={"required": "Enter the day the person said it", "invalid": "Enter a date"},
    )
    source = forms.CharField(
        label="How did it reach you?",
        max_length=200,
        help_text="Letter, telephone, or the national service.",
        error_messages={"required": "Say how it reached you"},
    )

    def decision(self) -> dict[str, Any]:
        """Return what was said, as the action takes it."""
        return {name: self.cleaned_data[name] for name in ("kind", "is_out", "said_on", "source", "key")}


class RequestForm(PersonForm):
    """A person asks for their own record."""

    asked_on = forms.DateField(
        label="When did the person ask?",
        widget=DAY,
        error_messages={"required": "Enter the day of the request", "invalid": "Enter a date"},
    )
    identity = forms.CharField(
        label="How did you make sure who asks?",
        max_length=300,
        help_text="For example: passport and a letter to the known address. Keep no copy here.",
        error_messages={"required": "Say how you made sure who asks"},
    )


class ReleaseForm(forms.Form):
    """How the record reaches the person."""

    note = forms.CharField(
        label="How does the record reach the person?",
        required=False,
        max_length=500,
        help_text="For example: printed and handed over, or by the secure mail they chose.",
    )


class RefuseForm(forms.Form):
    """Why a request is refused."""

    note = forms.CharField(
        label="What was the person told?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the person was told, and that they may complain to the ICO"},
    )


class HoldForm(PersonForm):
    """Why a person's records are kept longer than the rule says."""

    reason = forms.CharField(
        label="Why are the records kept?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="An inquiry, a claim, a complaint.",
        error_messages={"required": "Say why the records have to be kept"},
    )

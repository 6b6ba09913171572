"""One strength or need of an assessment, taken into the plan."""

from __future__ import annotations

from django import forms

from web.ui.forms import OnceForm


class TakeForm(OnceForm):
    """What an assessment says, to be taken into the plan as it stands."""

    kind = forms.ChoiceField(choices=[("strength", "Strength"), ("need", "Need")], widget=forms.HiddenInput)
    words = forms.CharField(max_length=4000, widget=forms.HiddenInput)

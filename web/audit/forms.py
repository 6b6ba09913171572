"""The filter of the audit trail."""

from __future__ import annotations

from django import forms

from web.accounts.queries import users
from web.audit.models import Act, Purpose
from web.ui.forms import FilterForm


class TrailFilter(FilterForm):
    """Who, whom, what, what for and when."""

    user = forms.ModelChoiceField(queryset=None, label="Who", empty_label="Everybody")
    person = forms.CharField(label="Person (pseudonym)", max_length=100)
    act = forms.ChoiceField(label="Act", choices=[("", "Every act"), *Act.choices])
    # Not called "purpose": that is what a download is asked for.
    looked_for = forms.ChoiceField(label="Purpose", choices=[("", "Every purpose"), *Purpose.choices])
    from_on = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    to_on = forms.DateField(label="To", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: object = None, **kwargs: object) -> None:
        self.base_fields["user"].queryset = users()  # type: ignore[attr-defined]
        super().__init__(data, **kwargs)

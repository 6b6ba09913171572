"""What a user asks of the claims."""

from __future__ import annotations

from django import forms

from lco.quantities import Kind
from web.ui.forms import FilterForm

_KINDS = {
    Kind.STOCK: "A stock at a moment",
    Kind.FLOW: "A flow within a year",
    Kind.RECURRENT: "A recurrent, full-year effect",
    Kind.CUMULATIVE: "A sum over years",
}


class ClaimsFilter(FilterForm):
    """Narrows the claims by what they are over time and by their words."""

    kind = forms.ChoiceField(
        label="Over time",
        choices=[("", "Any"), *((kind.value, words) for kind, words in _KINDS.items())],
        error_messages={"invalid_choice": "No claim is of this kind: choose one from the list"},
    )
    text = forms.CharField(
        label="Words",
        max_length=100,
        error_messages={
            "max_length": "Enter at most 100 characters",
            "null_characters_not_allowed": "Enter words without control characters",
        },
    )

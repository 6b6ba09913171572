"""Forms around an assessment: begun, finished, accepted by a partner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from web.ui.forms import OnceForm


class StartForm(OnceForm):
    """Which answers to begin with, and why a fresh assessment is not used."""

    earlier = forms.TypedChoiceField(
        label="Begin with the answers of an earlier assessment?",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text="Answers taken over are marked with the day and with whom they were told: "
        "ask only what has changed.",
    )
    why_again = forms.CharField(
        label="Why is the fresh assessment not used?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say why the fresh assessment is not used",
            "max_length": "Write at most 1,000 characters",
        },
    )

    def __init__(
        self, data: Any = None, *, offered: Sequence[tuple[str, str]], is_fresh: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        if offered:
            self.fields["earlier"].choices = [*offered, ("0", "Begin without earlier answers")]  # type: ignore[attr-defined]
        else:
            del self.fields["earlier"]
        if not is_fresh:
            del self.fields["why_again"]


class FinishForm(OnceForm):
    """The answers were checked."""


class PartnerForm(OnceForm):
    """Whether the own organisation uses the assessment of another in place of its own."""

    outcome = forms.ChoiceField(
        label="Does your organisation use this assessment in place of its own?",
        choices=[("accepted", "Yes, accept it"), ("declined", "No, decline it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to accept or to decline it"},
    )
    reason = forms.CharField(
        label="Why?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed when you decline it. The assessor reads it.",
        error_messages={"max_length": "Write at most 1,000 characters"},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a refusal."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == "declined" and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why the assessment is not accepted")
        return cleaned

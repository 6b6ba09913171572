"""Emergency access, its review, and access opened again."""

from __future__ import annotations

from django import forms

from lco.teams.governance.emergencies import IN_WORDS, REASONS, REOPENING_REASONS
from web.teams.access.forms.finding import PersonForm
from web.teams.access.models import ReviewOutcome
from web.ui.forms import OnceForm

_LONGEST = 1000
_NOTE_ERRORS = {"max_length": "Write at most 1,000 characters"}


class BreakGlassForm(PersonForm):
    """Whom somebody has to see now, and why."""

    reason = forms.ChoiceField(
        label="Why do you need it now?",
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason"},
    )
    note = forms.CharField(
        label="In your own words",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The privacy officer reads it, and the person may ask for it.",
        error_messages={"required": "Say in your own words why you need it now", **_NOTE_ERRORS},
    )

    def answers(self) -> list[tuple[str, str]]:
        """Return question and answer in words, to be checked before the glass is broken."""
        cleaned = self.cleaned_data
        return [*self.whom(), ("Why", IN_WORDS[cleaned["reason"]]), ("In your own words", cleaned["note"])]


class ReopenForm(OnceForm):
    """Why access that ended is needed again."""

    reason = forms.ChoiceField(
        label="Why do you need to see this person again?",
        choices=REOPENING_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason"},
    )
    note = forms.CharField(
        label="In your own words",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The lead of the team that looks after the person now is told.",
        error_messages={"required": "Say in your own words why you need it", **_NOTE_ERRORS},
    )


class ReviewForm(OnceForm):
    """What the privacy officer found of an emergency access."""

    outcome = forms.ChoiceField(
        label="Was it appropriate?",
        choices=ReviewOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was appropriate"},
    )
    note = forms.CharField(
        label="What did you find, and what follows?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A review is made once and never changed.",
        error_messages={"required": "Say what you found", "max_length": "Write at most 2,000 characters"},
    )


class NoticeForm(forms.Form):
    """Whether the person was told."""

    told = forms.ChoiceField(
        label="Has the person been told?",
        choices=[
            ("yes", "Yes, the letter was sent or read to them"),
            ("no", "No, telling them would do harm"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the person was told"},
    )
    reason = forms.CharField(
        label="Why not?",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only when the person is not told.",
        error_messages=_NOTE_ERRORS,
    )

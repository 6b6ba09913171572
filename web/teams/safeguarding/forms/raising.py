"""What is asked when a concern is raised."""

from __future__ import annotations

from typing import Any

from django import forms

from web.teams.safeguarding.actions import Told
from web.teams.safeguarding.forms.checked import ConcernForm
from web.teams.safeguarding.models import Says, WordsOf

_LONGEST = 4000


def words(label: str, *, rows: int = 3, help_text: str = "", missing: str = "") -> forms.CharField:
    """Return a field for words of one's own; it has to be answered when `missing` says what to do else."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=_LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class RaiseForm(ConcernForm):
    """A concern: what was seen or said, what was made safe, what the person wants."""

    is_in_danger = forms.ChoiceField(
        label="Is anybody in danger now?",
        choices=(("yes", "Yes: I have rung 999, or am doing so now"), ("no", "No")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether anybody is in danger now"},
    )
    made_safe = words(
        "What was done to make the person safe?",
        help_text="Who was called, who is with them, what was agreed for tonight.",
    )
    told = words(
        "What was seen or said?",
        rows=5,
        help_text="As it was said, or as you saw it: not what you think of it. Ask no more than you need.",
        missing="Write what was seen or said",
    )
    words_of = forms.ChoiceField(
        label="Whose words are these?",
        choices=WordsOf.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose words these are"},
    )
    told_by = forms.CharField(
        label="Who told you?",
        required=False,
        max_length=200,
        help_text="Name, and what they are to the person, if somebody else told you.",
    )
    says = forms.ChoiceField(
        label="Does the person know that you raise this?",
        choices=Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the person knows"},
    )
    wishes = words(
        "What does the person want to happen?",
        help_text="In their words: what would make them feel safe, and what must not happen.",
    )
    why_without = words(
        "If they were not asked or do not agree: why do you raise it all the same?",
        help_text="For example: asking would endanger them, others are at risk, they cannot decide this.",
    )
    kept_from = forms.MultipleChoiceField(
        label="Is it about a colleague of the team?",
        required=False,
        help_text="Whom you tick never sees this concern, whatever their post. Tick nobody if it is not.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept_from"].choices = self.people

    def clean(self) -> dict[str, Any]:
        """Ask for what depends on another answer."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_in_danger") == "yes" and not cleaned.get("made_safe"):
            self.add_error("made_safe", "Ring 999 first; then write what was done to make the person safe")
        if cleaned.get("words_of") == WordsOf.OTHER and not cleaned.get("told_by"):
            self.add_error("told_by", "Write who told you")
        if cleaned.get("says") == Says.AGREES and not cleaned.get("wishes"):
            self.add_error("wishes", "Write what the person wants to happen, in their words")
        if cleaned.get("says") in {Says.OBJECTS, Says.NOT_ASKED} and not cleaned.get("why_without"):
            self.add_error("why_without", "Write why you raise it all the same")
        return cleaned

    def report(self) -> Told:
        """Return what was told."""
        cleaned = self.cleaned_data
        plain = ("told", "words_of", "told_by", "made_safe", "says", "wishes", "why_without")
        return Told(
            **{name: cleaned[name] for name in plain},
            is_in_danger=cleaned["is_in_danger"] == "yes",
            kept_from=[int(each) for each in cleaned["kept_from"]],
        )

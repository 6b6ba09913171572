"""What a member of a team judges of a person's tier, and why it is taken back."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms

from lco.periods import months_after
from lco.population.judgements import REASON_IN_WORDS
from lco.records.tables import JudgementReason
from lco.teams.standard import Unit
from web.population.models import Tier
from web.teams.actions.judgements import Decision
from web.teams.cases import standards
from web.teams.models import Judgement
from web.ui import formats
from web.ui.forms import FilterForm

_REASONS = [(int(code), words) for code, words in REASON_IN_WORDS.items() if code]
_MONTHS = (1, 3, 6, 12)


def _until() -> list[tuple[int, str]]:
    """Return the months to choose from, up to the longest the place lets a judgement hold."""
    longest = standards.current()["months_judgement"]
    chosen = [*(each for each in _MONTHS if each < longest), longest]
    return [(each, f"In {Unit.MONTHS.counted(each)}") for each in chosen]


class _KeptOnce(forms.Form):
    """A form that counts once however often it is sent, and knows what it was shown beside."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def opened(cls, latest: Judgement | None) -> Any:
        """Return an empty form that knows the last judgement of the person."""
        return cls(initial={"key": uuid.uuid4(), "after": latest.pk if latest else None})

    def again(self, latest: Judgement | None) -> Any:
        """Return the same answers as a form opened now, beside what was said meanwhile."""
        data = self.data.copy()
        data["after"] = str(latest.pk) if latest else ""
        return type(self)(data)

    def kept(self) -> list[tuple[str, str]]:
        """Return name and text of everything entered, for a page that only shows it."""
        return [(name, self.data.get(name, "")) for name in self.fields]


class JudgementForm(_KeptOnce):
    """The tier somebody who knows the person judges to be right, why, and for how long."""

    tier = forms.ChoiceField(
        label="Which tier do you think is right?",
        choices=Tier.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the tier you think is right"},
    )
    reason = forms.TypedChoiceField(
        label="Why?",
        choices=_REASONS,
        coerce=int,
        widget=forms.RadioSelect,
        help_text="The analysis learns the reason you choose here.",
        error_messages={"required": "Choose a reason"},
    )
    note = forms.CharField(
        label="In your own words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For your team. It stays on these pages and never goes to the analysis.",
        error_messages={"max_length": "Write at most 1,000 characters"},
    )
    until = forms.TypedChoiceField(
        label="When should it be looked at again?",
        choices=_until,
        coerce=int,
        widget=forms.RadioSelect,
        help_text="Your judgement holds until then, unless a newer one replaces it.",
        error_messages={"required": "Choose when it should be looked at again"},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the list has none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == JudgementReason.OTHER and not cleaned.get("note", "").strip():
            self.add_error("note", "Say in your own words what the other reason is")
        return cleaned

    def decision(self, on: date) -> Decision:
        """Return what was decided, counted from the day `on`."""
        cleaned = self.cleaned_data
        return Decision(
            tier=cleaned["tier"],
            reason=cleaned["reason"],
            note=cleaned["note"].strip(),
            ends_before=months_after(on, cleaned["until"]),
        )

    def answers(self, on: date) -> list[tuple[str, str]]:
        """Return question and answer in words, to be checked before they are saved."""
        decided = self.decision(on)
        return [
            ("Tier you think is right", str(Tier(decided.tier).label)),
            ("Why", REASON_IN_WORDS[JudgementReason(decided.reason)]),
            ("In your own words", decided.note or "Nothing written"),
            ("Holds until", formats.day(decided.ends_before)),
        ]


class WithdrawalForm(_KeptOnce):
    """Why a judgement is taken back."""

    note = forms.CharField(
        label="Why is it taken back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For your team. The analysis learns only that the judgement no longer holds.",
        error_messages={
            "required": "Say why the judgement is taken back",
            "max_length": "Write at most 1,000 characters",
        },
    )


class JudgementsFilter(FilterForm):
    """Narrows the list of judgements."""

    state = forms.ChoiceField(
        label="Judgements",
        choices=[
            ("", "All"),
            ("holds", "Those that hold"),
            ("differs", "Those that hold and differ from the list"),
            ("due", "Those to be looked at again within a month"),
            ("over", "Those that have ended or were taken back"),
        ],
    )

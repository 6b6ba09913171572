"""Forms that keep a record of their own: stepping down, best interests, hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lco.teams.reasons import OTHER, in_words, reasons_of
from lco.teams.workflow import Act
from web.teams.cases.forms.checked import CheckedForm
from web.teams.cases.said import InBestInterests

_DAY = forms.DateInput(attrs={"type": "date"})
_YES_NO = (("yes", "Yes"), ("no", "No"))


def _words(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    wanted = {
        "required": f"Fill in: {label[0].lower()}{label[1:].rstrip('?')}",
        "max_length": "Write less here",
    }
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=4000, widget=area, error_messages=wanted)


class StepDownForm(CheckedForm):
    """Whether the person agrees to go on without the team, and why they step down."""

    is_agreed = forms.ChoiceField(
        label="Does the person agree to step down?",
        choices=_YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the person agrees"},
    )
    reason = forms.ChoiceField(
        label="Why do they step down?",
        choices=[(each.code, each.words) for each in reasons_of(Act.STEP_DOWN)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason"},
    )
    note = forms.CharField(
        label="In your own words",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed where the lead decides although something is missing.",
    )
    is_override = forms.BooleanField(
        label="As lead of the team I decide this although something is missing", required=False
    )

    def __init__(self, data: Any = None, *, is_lead: bool = False, **kwargs: Any) -> None:
        self.is_lead = is_lead
        super().__init__(data, **kwargs)
        if not is_lead:
            del self.fields["is_override"]

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {"is_lead": self.is_lead}

    def clean(self) -> dict[str, Any]:
        """Ask for words where the list has none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == OTHER.code and not cleaned.get("note", "").strip():
            self.add_error("note", "Say in your own words what the other reason is")
        return cleaned


class BestInterestsForm(CheckedForm):
    """What was decided in the best interests of a person who lacks capacity."""

    capacity_found = _words(
        "How was it found that the person cannot decide this?",
        "What was explained, in what way, and what they could not understand, keep, weigh or say.",
    )
    assessed_by = forms.CharField(
        label="Who assessed their capacity?",
        max_length=200,
        help_text="Name and profession.",
        error_messages={"required": "Enter who assessed their capacity"},
    )
    assessed_on = forms.DateField(
        label="Assessed on", widget=_DAY, error_messages={"required": "Enter the day capacity was assessed"}
    )
    is_taken_on = forms.ChoiceField(
        label="What was decided?",
        choices=(("yes", "To take them on"), ("no", "Not to take them on")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided"},
    )
    decision = _words(
        "Why is that in their best interests?", "Their wishes, feelings, beliefs and values first."
    )
    consulted = _words(
        "Who was consulted?",
        "An attorney or deputy, family, carers; with what each said. An independent advocate where there is "
        "nobody.",
    )
    least_restrictive = _words("Why would no less restrictive way do?")
    decided_by = forms.CharField(
        label="Who decided?",
        max_length=200,
        help_text="Name and profession.",
        error_messages={"required": "Enter who decided"},
    )
    decided_on = forms.DateField(
        label="Decided on", widget=_DAY, error_messages={"required": "Enter the day it was decided"}
    )

    def decided(self) -> InBestInterests:
        """Return the record."""
        cleaned = {name: self.cleaned_data[name] for name in self.fields if name not in {"key", "version"}}
        return InBestInterests(**{**cleaned, "is_taken_on": cleaned["is_taken_on"] == "yes"})


class HandOverForm(CheckedForm):
    """To which team a case goes, why, and what that team has to know first."""

    to_team = forms.TypedChoiceField(
        label="To which team?", coerce=int, error_messages={"required": "Choose the team"}
    )
    reason = forms.ChoiceField(
        label="Why?",
        choices=[(each.code, each.words) for each in reasons_of(Act.TRANSFER)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason"},
    )
    told = _words(
        "What does the other team have to know first?",
        "What matters to the person, what is going on, what is promised, and whom to ring.",
        rows=6,
    )

    def __init__(self, data: Any = None, *, teams: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        self.teams = teams
        super().__init__(data, **kwargs)
        self.fields["to_team"].choices = [("", "Choose a team"), *teams]  # type: ignore[attr-defined]

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {"teams": self.teams}

    def words_of(self, name: str, value: Any) -> str:
        """Return an answer in words."""
        return in_words(Act.TRANSFER, str(value)) if name == "reason" else super().words_of(name, value)


class AnswerForm(CheckedForm):
    """What the receiving team says to an offer."""

    answer = forms.ChoiceField(
        label="Does your team take the person on?",
        choices=(("accept", "Yes, we take them on"), ("return", "No, we return the offer")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether your team takes the person on"},
    )
    coordinator = forms.TypedChoiceField(
        label="Who coordinates from now on?", coerce=int, empty_value=None, required=False
    )
    note = forms.CharField(
        label="What do you want to say to the other team?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed where you return the offer: why.",
    )

    def __init__(self, data: Any = None, *, members: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        self.members = members
        super().__init__(data, **kwargs)
        self.fields["coordinator"].choices = [("", "Choose a member"), *members]  # type: ignore[attr-defined]

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {"members": self.members}

    def clean(self) -> dict[str, Any]:
        """Ask who coordinates, or why the offer is returned."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "accept" and not cleaned.get("coordinator"):
            self.add_error("coordinator", "Choose who coordinates from now on")
        if cleaned.get("answer") == "return" and not cleaned.get("note", "").strip():
            self.add_error("note", "Say why your team does not take the person on")
        return cleaned

"""Forms of the acts on a case: which questions each asks stands in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms

from lco.teams.reasons import OTHER, in_words, reasons_of
from lco.teams.workflow import CLOSED, TRANSITIONS, Act
from web.teams.cases.appointments import Appointment
from web.teams.cases.forms.checked import CheckedForm
from web.teams.cases.models import Intensity
from web.teams.queries import today
from web.ui import formats

_WORDS = forms.Textarea(attrs={"rows": 4})
_DAY = forms.DateInput(attrs={"type": "date"})
_HOW = (
    ("face_to_face", "Face to face"),
    ("telephone", "By telephone or video"),
    ("writing", "In writing"),
    ("attorney", "Through somebody who may decide for them by law"),
)
_NOTE = "In your own words"

# Which fields the form of each act has; the label of its note where it is not the usual one.
FIELDS: Mapping[Act, tuple[str, ...]] = MappingProxyType(
    {
        Act.INCLUDE: ("reason", "note", "lead_professional"),
        Act.EXCLUDE: ("reason", "note"),
        Act.INVITE: ("lead_professional", "note"),
        Act.AGREE: ("how", "note"),
        Act.DECLINE: ("reason", "note"),
        Act.START: ("coordinator", "intensity", "review_on", "note"),
        Act.REVIEW: ("note",),
        Act.CONTINUE: ("intensity", "review_on", "note"),
        Act.STEP_UP: ("reason", "note", "review_on"),
        Act.WITHDRAW: ("reason", "note"),
        Act.RECORD_DEATH: ("reason", "died_on", "note"),
        Act.REOPEN: ("reason", "note"),
        Act.APPOINT: ("lead_professional", "coordinator", "intensity", "review_on", "note"),
    }
)
NOTES: Mapping[Act, str] = MappingProxyType(
    {
        Act.INVITE: "How and when were they invited?",
        Act.AGREE: "What did they agree to, in their words?",
        Act.REVIEW: "What did the review find?",
    }
)


class ActForm(CheckedForm):
    """What an act on a case asks for."""

    reason = forms.ChoiceField(
        label="Why?", widget=forms.RadioSelect, error_messages={"required": "Choose the reason"}
    )
    how = forms.ChoiceField(
        label="How did they agree?",
        choices=_HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they agreed"},
    )
    died_on = forms.DateField(
        label="Day of death", widget=_DAY, error_messages={"required": "Enter the day of death"}
    )
    lead_professional = forms.TypedChoiceField(
        label="Lead professional", coerce=int, empty_value=None, required=False
    )
    coordinator = forms.TypedChoiceField(label="Coordinator", coerce=int, empty_value=None, required=False)
    intensity = forms.TypedChoiceField(
        label="How close is the support?",
        choices=Intensity.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how close the support is"},
    )
    review_on = forms.DateField(
        label="Next review on", widget=_DAY, required=False, help_text="Left empty: the latest day allowed."
    )
    note = forms.CharField(
        label=_NOTE,
        required=False,
        max_length=4000,
        widget=_WORDS,
        help_text="For the team and for those it hands the person over to.",
        error_messages={"max_length": "Write at most 4,000 characters", "required": "Write what was found"},
    )

    def __init__(
        self, data: Any = None, *, act: Act, members: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        self.act, self.members = act, members
        # What ends a case is never done by one click.
        self.is_checked = TRANSITIONS[act].to in CLOSED
        super().__init__(data, **kwargs)
        for name in set(self.fields) - {"key", "version", *FIELDS[act]}:
            del self.fields[name]
        self.order_fields(["key", "version", *FIELDS[act]])
        self._fill()

    def _fill(self) -> None:
        if "reason" in self.fields:
            choices = [(each.code, each.words) for each in reasons_of(self.act)]
            self.fields["reason"].choices = choices  # type: ignore[attr-defined]
        for name in ("lead_professional", "coordinator"):
            if name in self.fields:
                self.fields[name].choices = [("", "As now"), *self.members]  # type: ignore[attr-defined]
        self.fields["note"].label = NOTES.get(self.act, _NOTE)
        self.fields["note"].required = self.act is Act.REVIEW

    def clean(self) -> dict[str, Any]:
        """Ask for words where the list has none, and for a day that has come."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == OTHER.code and not cleaned.get("note", "").strip():
            self.add_error("note", "Say in your own words what the other reason is")
        died_on = cleaned.get("died_on")
        if died_on and died_on > today():
            self.add_error("died_on", "The day of death cannot be in the future")
        return cleaned

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {"act": self.act, "members": self.members}

    def detail(self) -> str:
        """Return what else was answered, in words that are kept with the act."""
        cleaned = self.cleaned_data
        said = [f"Agreed: {dict(_HOW)[cleaned['how']].lower()}"] if cleaned.get("how") else []
        said += [f"Died on {formats.day(cleaned['died_on'])}"] if cleaned.get("died_on") else []
        return "; ".join(said)

    def appointment(self, users: Mapping[int, Any]) -> Appointment:
        """Return who is appointed and when is reviewed; `users` are the team's members by key."""
        cleaned = self.cleaned_data
        return Appointment(
            coordinator=users.get(cleaned.get("coordinator") or 0),
            lead_professional=users.get(cleaned.get("lead_professional") or 0),
            review_on=cleaned.get("review_on"),
            intensity=cleaned.get("intensity"),
        )

    def words_of(self, name: str, value: Any) -> str:
        """Return an answer in words."""
        return in_words(self.act, str(value)) if name == "reason" else super().words_of(name, value)

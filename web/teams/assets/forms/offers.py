"""What is offered to a person, what happened next, and what was not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from lco.periods import months_after
from lco.teams.connections import CONSENTS, OUTCOMES, Step
from lco.teams.standard import Unit
from web.teams.assets.area import area, need_choices
from web.teams.assets.models import Connection, WantingReason
from web.teams.cases import standards
from web.teams.queries import today
from web.ui import formats
from web.ui.forms import OnceForm

_DATE = {"type": "date"}
_LONG = {"max_length": "Write at most 2,000 characters"}


class OfferForm(OnceForm):
    """A service offered to a person, and what they said."""

    need = forms.ChoiceField(
        label="What should it help with?", error_messages={"required": "Choose what it should help with"}
    )
    answer = forms.ChoiceField(
        label="What did the person say?",
        choices=[("accept", "Yes, they want it"), ("later", "They think about it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the person said"},
    )
    consent = forms.ChoiceField(
        label="How did they agree that somebody speaks with the service about them?",
        choices=[(each.value, words) for each, words in CONSENTS.items()],
        widget=forms.RadioSelect,
        required=False,
        help_text="This platform tells the service nothing: somebody of the team does, as they agreed.",
    )
    note = forms.CharField(
        label="What should the team know?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_LONG,
    )
    follow_up_on = forms.DateField(
        label="When will you ask how it went?",
        required=False,
        widget=forms.DateInput(attrs=_DATE),
        help_text="A task of yours for that day, for example 6 December 2026. Leave empty for none.",
        error_messages={"invalid": "Write a day, such as 2026-12-06"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["need"]
        field.choices = [("", "Choose"), *need_choices()]

    @classmethod
    def fresh(cls, *, need: str) -> OfferForm:
        """Return an empty form with a day on which to ask how it went."""
        on = today() + timedelta(days=standards.current()["days_ask_how"])
        form: OfferForm = cls.opened(initial={"need": need, "follow_up_on": on.isoformat()})
        return form

    def clean(self) -> dict[str, Any]:
        """Ask how the person agreed where they did."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "accept" and not cleaned.get("consent"):
            self.add_error("consent", "Say how the person agreed")
        on = cleaned.get("follow_up_on")
        longest = standards.current()["months_ask_how"]
        if on is not None and not today() <= on <= months_after(today(), longest):
            words = f"Choose a day from today on, within {Unit.MONTHS.counted(longest)}"
            self.add_error("follow_up_on", words)
        return cleaned

    def answers(self) -> list[tuple[str, str]]:
        """Return question and answer in words, to be checked before they are saved."""
        given = self.cleaned_data
        consent = dict(self.fields["consent"].choices).get(given["consent"], "")  # type: ignore[attr-defined]
        is_accepted = given["answer"] == "accept"
        return [
            ("It should help with", area().needs[given["need"]]),
            ("The person said", "Yes, they want it" if is_accepted else "They think about it"),
            ("How they agreed", consent if is_accepted else "Not asked yet"),
            ("For the team", given["note"] or "Nothing written"),
            ("You will ask how it went", formats.day(given["follow_up_on"])),
        ]

    def kept(self) -> list[tuple[str, str]]:
        """Return name and text of everything entered, for a page that only shows it."""
        return [(name, self.data.get(name, "")) for name in self.fields]


class StepForm(OnceForm):
    """One step of a connection."""

    step = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened"},
    )
    on = forms.DateField(
        label="On which day?",
        help_text="For example 6 December 2026.",
        widget=forms.DateInput(attrs=_DATE),
        error_messages={"required": "Say on which day", "invalid": "Write a day, such as 2026-12-06"},
    )
    consent = forms.ChoiceField(
        label="When they accept: how did they agree that somebody speaks with the service about them?",
        choices=[(each.value, words) for each, words in CONSENTS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    outcome = forms.ChoiceField(
        label="When it has ended: what came of it, as the person sees it?",
        choices=[(each.value, words) for each, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label="In the person's own words",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_LONG,
    )
    note = forms.CharField(
        label="For the team",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=_LONG,
    )
    follow_up_on = forms.DateField(
        label="When will you ask again?",
        required=False,
        widget=forms.DateInput(attrs=_DATE),
        help_text="A task of yours for that day, for example 6 December 2026. Leave empty for none.",
    )

    def __init__(self, *args: Any, connection: Connection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = connection.moves
        field: Any = self.fields["step"]
        field.choices = [(move.step.value, move.title) for move in moves]
        self._version = connection.version
        self._moves = {move.step.value: move for move in moves}
        for name, is_asked in (
            ("consent", any(move.needs_consent for move in moves)),
            ("outcome", any(move.needs_outcome for move in moves)),
        ):
            if not is_asked:
                del self.fields[name]

    @classmethod
    def fresh(cls, connection: Connection) -> StepForm:
        """Return an empty form beside the connection as it stands."""
        form: StepForm = cls.opened(
            version=connection.version, initial={"on": today().isoformat()}, connection=connection
        )
        return form

    @classmethod
    def beside(cls, data: Any, connection: Connection) -> StepForm:
        """Return the same answers as a form opened now, beside the connection as it stands."""
        again = data.copy()
        again["version"] = str(connection.version)
        return cls(again, connection=connection)

    @property
    def is_late(self) -> bool:
        """Say whether the connection was moved on since the form was opened."""
        sent = str(self.data.get("version", ""))
        return sent.isdecimal() and int(sent) != self._version

    def clean(self) -> dict[str, Any]:
        """Ask for what the step has to say."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        move = self._moves.get(cleaned.get("step", ""))
        if move and move.needs_consent and not cleaned.get("consent"):
            self.add_error("consent", "Say how the person agreed")
        if move and move.needs_outcome and not cleaned.get("outcome"):
            self.add_error("outcome", "Say what came of it")
        if (on := cleaned.get("on")) and on > today():
            self.add_error("on", "The day lies in the future: record it when it has happened")
        return cleaned

    @property
    def chosen_step(self) -> Step:
        """Return the step of a valid form."""
        return Step(self.cleaned_data["step"])


class WantingForm(OnceForm):
    """What was looked for and not there."""

    need = forms.ChoiceField(
        label="What was looked for?", error_messages={"required": "Choose what was looked for"}
    )
    reason = forms.ChoiceField(
        label="Why does nothing fit?",
        choices=WantingReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say why nothing fits"},
    )
    note = forms.CharField(
        label="What would have fitted?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For your team, without the person's name: it is read when services are planned.",
        error_messages=_LONG,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["need"]
        field.choices = [("", "Choose"), *need_choices()]

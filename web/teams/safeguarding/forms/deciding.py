"""The three legs as questions, each with its reason, and what is done next: made from the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from lco.teams.safeguarding import Answer, Decision, decide, needs_action, rules
from web.teams.safeguarding.forms.acting import StepForm
from web.teams.safeguarding.forms.raising import words

_SAID: Mapping[str, bool | None] = {"yes": True, "no": False, "not_known": None}
_CHOICES = (("yes", "Yes"), ("no", "No"), ("not_known", "Not known yet"))


class DecideForm(StepForm):
    """What is said of each leg; the next step is asked for unless no duty applies. `age` is the person's."""

    is_checked = True

    def __init__(self, *args: Any, age: int | None = None, **kwargs: Any) -> None:
        self.age = age
        super().__init__(*args, **kwargs)
        for leg in rules().legs:
            self.fields[leg.id] = _question(leg.asks, leg.hint)
            self.fields[f"{leg.id}_why"] = words(
                "Why? If it is not known: what has to be found out?",
                rows=2,
                missing=f"Give the reason: {leg.title}",
            )
        for name in ("title", "owner", "due_on"):
            self.fields[name].required = False
        self.order_fields([*self._asked(), "title", "owner", "due_on"])

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {**super().options(), "age": self.age}

    def clean(self) -> dict[str, Any]:
        """Ask for the whole next step where the decision needs one, or where a part of it is given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if any(name in self.errors for name in self._asked()):
            return cleaned
        given = any(cleaned.get(name) for name in ("title", "owner", "due_on"))
        if given or needs_action(self.decision().outcome):
            for name, missing in _MISSING.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        return cleaned

    def answers(self) -> list[tuple[str, str]]:
        """Return the next step in words; the legs stand in the decision that is shown with it."""
        asked = set(self._asked()) | {"key", "version"}
        shown = [name for name in self.fields if name not in asked and self.cleaned_data.get(name)]
        return [
            (str(self.fields[name].label), self.words_of(name, self.cleaned_data[name])) for name in shown
        ]

    def said(self) -> dict[str, Answer]:
        """Return the answer to each leg with its reason."""
        cleaned = self.cleaned_data
        return {leg.id: Answer(_SAID[cleaned[leg.id]], cleaned[f"{leg.id}_why"]) for leg in rules().legs}

    def decision(self) -> Decision:
        """Return what follows from the answers."""
        return decide(self.said(), age=self.age)

    def _asked(self) -> list[str]:
        return [name for leg in rules().legs for name in (leg.id, f"{leg.id}_why")]


_MISSING = {
    "title": "Say what is done next",
    "owner": "Choose who does it",
    "due_on": "Give the day by which it is done",
}


def _question(asks: str, hint: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=asks,
        help_text=hint,
        choices=_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known yet"},
    )

"""What one looks for in the directory, for nobody or for one person, and in the list of connections."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from lco.teams.connections import OUTCOMES
from lco.teams.directory.entries import Wanted
from lco.teams.directory.matching import Asked
from web.teams.assets.area import condition_choices, level_choices, need_choices, neighbourhood_choices
from web.ui.forms import FilterForm


class DirectoryFilter(FilterForm):
    """Narrows the directory; every value stands in the address and is about no person."""

    text = forms.CharField(label="Words", max_length=100)
    need = forms.MultipleChoiceField(label="Helps with any of", widget=forms.CheckboxSelectMultiple)
    neighbourhood = forms.ChoiceField(label="For somebody who lives in")
    age = forms.IntegerField(label="Age", min_value=0, max_value=120)
    sex = forms.ChoiceField(
        label="Sex", choices=[("", "Any"), (Wanted.FEMALE.value, "Women"), (Wanted.MALE.value, "Men")]
    )
    on = forms.DateField(label="Open on", widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(label="At", widget=forms.TimeInput(attrs={"type": "time"}))
    level = forms.ChoiceField(label="Level")
    is_open = forms.BooleanField(label="Open now")
    is_unassured = forms.BooleanField(label="Wants checking")
    others = forms.BooleanField(label="Also those that do not fit, with the reason")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._offer("need", need_choices())
        self._offer("neighbourhood", [("", "Anywhere"), *neighbourhood_choices()])
        self._offer("level", [("", "Any"), *level_choices()])
        self.full_clean()

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def asked(self) -> Asked:
        """Return what is asked, as the matching takes it."""
        chosen = self.chosen()
        return Asked(
            age=chosen.get("age"),
            sex=Wanted(chosen.get("sex") or Wanted.ANY),
            neighbourhood=chosen.get("neighbourhood", ""),
            needs=tuple(chosen.get("need", ())),
            on=chosen.get("on"),
            at=chosen.get("at"),
        )


class PersonFilter(FilterForm):
    """What a person looks for. It is kept in the session, for an address tells nothing of a person."""

    need = forms.MultipleChoiceField(label="What should it help with?", widget=forms.CheckboxSelectMultiple)
    condition = forms.MultipleChoiceField(
        label="What do they live with?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Some services are for some conditions only.",
    )
    on = forms.DateField(label="Open on", widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(label="At", widget=forms.TimeInput(attrs={"type": "time"}))
    others = forms.BooleanField(label="Also those that do not fit, with the reason")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, choices in (("need", need_choices()), ("condition", condition_choices())):
            field: Any = self.fields[name]
            field.choices = choices
        self.full_clean()

    def packed(self) -> str:
        """Return the values as a text that can be kept in the session."""
        return json.dumps(dict(sorted(self.chosen().items())), default=str)

    @classmethod
    def unpacked(cls, text: str | None) -> PersonFilter:
        """Return the form as it was when `text` was packed; an empty one for nothing."""
        return cls(json.loads(text) if text else {})


class ConnectionsFilter(FilterForm):
    """Narrows the list of connections."""

    state = forms.ChoiceField(
        label="How far",
        choices=[
            ("", "All"),
            ("open", "All still open"),
            ("offered", "Offered"),
            ("accepted", "Accepted"),
            ("connected", "In touch"),
            ("attended", "Attended"),
            ("not_attended", "Did not attend"),
            ("declined", "Declined"),
            ("ended", "Ended"),
        ],
    )
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[("", "Anything"), *((each.value, words) for each, words in OUTCOMES.items())],
    )
    need = forms.ChoiceField(label="Help with")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["need"]
        field.choices = [("", "Anything"), *need_choices()]
        self.full_clean()


class SelfCareFilter(FilterForm):
    """Narrows the self-management sheets by what they help with."""

    need = forms.ChoiceField(label="Helps with")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["need"]
        field.choices = [("", "Anything"), *need_choices()]
        self.full_clean()


class SheetForm(forms.Form):
    """Which sheets a person takes home."""

    sheets = forms.MultipleChoiceField(
        label="Which sheets?", widget=forms.CheckboxSelectMultiple, required=False
    )
    is_large = forms.BooleanField(label="Large print", required=False)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["sheets"]
        field.choices = choices

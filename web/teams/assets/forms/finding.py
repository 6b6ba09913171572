"""What one looks for in the directory."""

from __future__ import annotations

from typing import Any

from django import forms

from lco.teams.directory.entries import Wanted
from lco.teams.directory.matching import Asked
from web.teams.assets.area import level_choices, need_choices, neighbourhood_choices
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

"""Filters of the board pages."""

from __future__ import annotations

from typing import Any

from django import forms

from web.board.queries import figure_choices
from web.ui.forms import FilterForm


class RowsFilter(FilterForm):
    """Narrows the rows of a pack file."""

    text = forms.CharField(label="Words in any column", max_length=100)
    line = forms.IntegerField(label="Line of the file", min_value=1)


class FiguresFilter(FilterForm):
    """Narrows the figures of the published run."""

    text = forms.CharField(label="Words", max_length=100)
    definition = forms.ChoiceField(label="Definition", choices=[("", "Any")])
    area = forms.ChoiceField(label="Area", choices=[("", "Any")])

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        definitions, areas = figure_choices()
        self.choices = {"definition": definitions, "area": areas}
        super().__init__(data, **kwargs)

    def full_clean(self) -> None:
        """Know the choices before anything is checked."""
        for name, choices in self.choices.items():
            self.fields[name].choices = [("", "Any"), *choices]  # type: ignore[attr-defined]
        super().full_clean()

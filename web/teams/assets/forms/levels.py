"""Filters of the pages of levels."""

from __future__ import annotations

from typing import Any

from django import forms

from lco.teams.levels import GAP_IN_WORDS
from web.teams.assets.area import level_choices, neighbourhood_choices, offer_choices
from web.ui.forms import FilterForm


class LevelsFilter(FilterForm):
    """Narrows the list of services by level and gap."""

    level = forms.ChoiceField(label="Level")
    gap = forms.ChoiceField(
        label="Left open",
        choices=[
            ("", "All"),
            ("any", "All with a gap to fill"),
            *((each.value, words) for each, words in GAP_IN_WORDS.items()),
        ],
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["level"]
        field.choices = [("", "All"), *level_choices()]
        self.full_clean()


class OffersFilter(FilterForm):
    """Narrows the mental health offer by neighbourhood, offer and gap."""

    neighbourhood = forms.ChoiceField(label="Neighbourhood")
    offer = forms.ChoiceField(label="Offer")
    is_gap = forms.BooleanField(label="Gaps only")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, choices in (("neighbourhood", neighbourhood_choices()), ("offer", offer_choices())):
            field: Any = self.fields[name]
            field.choices = [("", "All"), *choices]
        self.full_clean()

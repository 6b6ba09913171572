"""What a user chooses on pages of the workbench."""

from __future__ import annotations

from django import forms

from lco.population.risk.report import GROUPINGS
from web.ui.forms import FilterForm


class GroupFilter(FilterForm):
    """Which groups of people a table shows."""

    by = forms.ChoiceField(label="Groups by", choices=[("", "Everything"), *GROUPINGS.items()])

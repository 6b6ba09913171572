"""Narrows a list of concerns."""

from __future__ import annotations

from django import forms

from web.ui.forms import FilterForm


class ConcernsFilter(FilterForm):
    """Which concerns are shown."""

    state = forms.ChoiceField(
        label="Concerns",
        choices=[("", "Open"), ("late", "Decision overdue"), ("closed", "Closed"), ("all", "All")],
    )

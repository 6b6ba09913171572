"""Filters of the records pages."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from lco.records.tables import TABLES
from web.records.facts import in_words
from web.records.queries import Checked
from web.ui.forms import FilterForm


class QualityFilter(FilterForm):
    """Narrows the checks of the records."""

    table = forms.ChoiceField(
        label="Table", choices=[("", "Any"), *((name, in_words(name)) for name in TABLES)]
    )
    shown = forms.ChoiceField(
        label="Checks", choices=[("", "All"), ("found", "Only those that found something")]
    )

    def narrowed(self, checks: Sequence[Checked]) -> Sequence[Checked]:
        """Return the checks that are as asked; what is withheld was found."""
        chosen = self.chosen()
        return [
            check
            for check in checks
            if chosen.get("table", check.table) == check.table
            and (check.figure.value or check.figure.is_suppressed or "shown" not in chosen)
        ]

"""Filters of the records pages."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from lco.records.quality import QualityRow
from lco.records.tables import TABLES
from web.records.facts import in_words
from web.ui.forms import FilterForm

_CHECKS = ("completeness", "validity", "timeliness", "duplicates", "unlinked", "quarantine")


class QualityFilter(FilterForm):
    """Narrows the checks of the records."""

    table = forms.ChoiceField(
        label="Table", choices=[("", "Any"), *((name, in_words(name)) for name in (*TABLES, "identities"))]
    )
    check = forms.ChoiceField(
        label="Check", choices=[("", "Any"), *((name, in_words(name)) for name in _CHECKS)]
    )
    is_failing = forms.BooleanField(label="Only where something was found")

    def narrowed(self, lines: Sequence[QualityRow]) -> Sequence[QualityRow]:
        """Return the checks that are as asked."""
        chosen = self.chosen()
        return [
            line
            for line in lines
            if chosen.get("table", line.table) == line.table
            and chosen.get("check", line.check) == line.check
            and (line.count or not chosen.get("is_failing"))
        ]

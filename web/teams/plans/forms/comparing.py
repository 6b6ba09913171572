"""Which versions are listed, and which two are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from web.teams.plans.models import Deed
from web.ui.forms import FilterForm


class VersionsFilter(FilterForm):
    """Narrows the list of versions."""

    deed = forms.ChoiceField(label="Versions", choices=[("", "All"), *Deed.choices])


class CompareForm(FilterForm):
    """Two versions, in the address; the last two when none are chosen."""

    older = forms.TypedChoiceField(label="From version", coerce=int, empty_value=None)
    newer = forms.TypedChoiceField(label="To version", coerce=int, empty_value=None)

    def __init__(self, data: Any, *, numbers: Sequence[int]) -> None:
        """`numbers` are those of the versions there are, the latest first."""
        self.numbers = list(numbers)
        super().__init__(data)

    def full_clean(self) -> None:
        """Offer the versions there are, then look at what was asked."""
        choices = [(str(number), f"Version {number}") for number in self.numbers]
        for name in ("older", "newer"):
            self.fields[name].choices = choices
        super().full_clean()

    def pair(self) -> tuple[int, int]:
        """Return the older and the newer version, 0 for one that is not there."""
        latest = self.numbers[0] if self.numbers else 0
        newer = self.chosen().get("newer", latest)
        before = next((number for number in self.numbers if number < newer), newer)
        older = self.chosen().get("older", before)
        return min(older, newer), max(older, newer)

"""What a user asks of the list of people."""

from __future__ import annotations

from typing import Any

from django import forms

from web.population.models import Tier
from web.population.queries import AGE_BANDS, SEXES, Asked
from web.ui.forms import FilterForm

_ANY = ("", "Any")


class PeopleFilter(FilterForm):
    """Narrows the list of people; the words searched for are kept out of the address."""

    tier = forms.ChoiceField(label="Tier", choices=[_ANY, *Tier.choices])
    age = forms.ChoiceField(
        label="Age", choices=[_ANY, *((band, band.replace("-", " to ")) for band in AGE_BANDS)]
    )
    sex = forms.TypedChoiceField(label="Sex", choices=[_ANY, *SEXES.items()], coerce=int, empty_value=None)
    practice = forms.ChoiceField(label="Practice", choices=[_ANY])
    conditions = forms.TypedChoiceField(
        label="Conditions on record",
        choices=[_ANY, *((number, f"{number} or more") for number in range(1, 7))],
        coerce=int,
        empty_value=None,
    )

    def __init__(self, data: Any = None, *, practices: list[tuple[str, str]], text: str = "") -> None:
        self.text = text
        self.practices = practices
        super().__init__(data)

    def full_clean(self) -> None:
        """Know the practices before anything is checked."""
        self.fields["practice"].choices = [_ANY, *self.practices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Choose one of the list. The filter was left out"
        super().full_clean()

    def is_narrowed(self) -> bool:
        """Say whether more is chosen than the tier, which has tabs of its own."""
        return bool(self.chosen().keys() - {"tier"})

    def described(self) -> list[tuple[str, str]]:
        """Return what is chosen, the words searched for first."""
        searched = [("Name or NHS number", self.text)] if self.text else []
        return searched + super().described()

    def asked(self) -> Asked:
        """Return what was asked, leaving out what makes no sense."""
        chosen = self.chosen()
        return Asked(
            text=self.text,
            tier=chosen.get("tier", ""),
            age_band=chosen.get("age", ""),
            sex=chosen.get("sex"),
            practice=chosen.get("practice", ""),
            conditions_at_least=chosen.get("conditions"),
        )


class SearchForm(forms.Form):
    """Words or digits to search people by."""

    text = forms.CharField(
        label="Name or NHS number",
        required=False,
        max_length=200,
        help_text="A part is enough. Accents, capitals and spaces make no difference.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Enter at most 200 characters"},
    )

"""What a user asks of the list of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms

from web.population.models import Movement, Tier
from web.population.queries import AGE_BANDS, SEXES, Asked
from web.ui.forms import FilterForm

_ANY = ("", "Any")
_RISING_FAST = "rising_fast"
_YES = [_ANY, ("yes", "Yes")]


class PeopleFilter(FilterForm):
    """Narrows the list of people; the words searched for are kept out of the address."""

    tier = forms.ChoiceField(label="Tier", choices=[_ANY, *Tier.choices])
    movement = forms.ChoiceField(
        label="Since last month",
        choices=[
            _ANY,
            *((each.value, each.label) for each in Movement if each != Movement.SAME),
            (_RISING_FAST, "Rising fast"),
        ],
    )
    segment = forms.ChoiceField(label="Segment of need", choices=[_ANY])
    cohort = forms.ChoiceField(label="Cohort", choices=[_ANY])
    mental_health = forms.ChoiceField(label="Mental-health need", choices=_YES)
    priority = forms.ChoiceField(label="On the priority list", choices=_YES)
    judged = forms.ChoiceField(
        label="Judged by the team",
        choices=[
            _ANY,
            ("judged", "Judged"),
            ("differs", "Judged to be in another tier"),
            ("not", "Not judged"),
        ],
    )
    case = forms.ChoiceField(
        label="Case",
        choices=[_ANY, ("open", "A team has opened a case"), ("none", "No case")],
    )
    age = forms.ChoiceField(
        label="Age", choices=[_ANY, *((band, band.replace("-", " to ")) for band in AGE_BANDS)]
    )
    sex = forms.TypedChoiceField(label="Sex", choices=[_ANY, *SEXES.items()], coerce=int, empty_value=None)
    practice = forms.ChoiceField(label="Practice", choices=[_ANY])
    conditions = forms.TypedChoiceField(
        label="Long-term conditions",
        choices=[_ANY, *((number, f"{number} or more") for number in range(1, 7))],
        coerce=int,
        empty_value=None,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        practices: Sequence[tuple[str, str]],
        segments: Mapping[str, str] = MappingProxyType({}),
        cohorts: Mapping[str, str] = MappingProxyType({}),
        text: str = "",
    ) -> None:
        self.text = text
        self.offered = {"practice": practices, "segment": segments.items(), "cohort": cohorts.items()}
        super().__init__(data)

    def full_clean(self) -> None:
        """Know what the place has to choose from before anything is checked."""
        for name, choices in self.offered.items():
            self.fields[name].choices = [_ANY, *choices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Choose one of the list. The filter was left out"
        super().full_clean()

    def is_narrowed(self) -> bool:
        """Say whether more is chosen than the tier and the movement, which have links of their own."""
        return bool(self.chosen().keys() - {"tier", "movement"})

    def described(self) -> list[tuple[str, str]]:
        """Return what is chosen, the words searched for first."""
        searched = [("Name or NHS number", self.text)] if self.text else []
        return searched + super().described()

    def asked(self) -> Asked:
        """Return what was asked, leaving out what makes no sense."""
        chosen = self.chosen()
        movement = chosen.get("movement", "")
        return Asked(
            text=self.text,
            tier=chosen.get("tier", ""),
            age_band=chosen.get("age", ""),
            sex=chosen.get("sex"),
            practice=chosen.get("practice", ""),
            conditions_at_least=chosen.get("conditions"),
            movement="" if movement == _RISING_FAST else movement,
            is_rising_fast=movement == _RISING_FAST,
            segment=chosen.get("segment", ""),
            cohort=chosen.get("cohort", ""),
            has_mental_health_need="mental_health" in chosen,
            is_priority="priority" in chosen,
        )

    def asked_of_judgement(self) -> str:
        """Return whether those judged are asked for, those judged otherwise, those not judged, or all."""
        return str(self.chosen().get("judged", ""))

    def asked_of_case(self) -> str:
        """Return whether those with an open case are asked for, those without, or all."""
        return str(self.chosen().get("case", ""))


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

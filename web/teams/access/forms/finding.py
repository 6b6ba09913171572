"""How somebody is found whom no list shows: by number, or by family name, always with the day of birth."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from web.ui import formats
from web.ui.forms import OnceForm

DAY = forms.DateInput(attrs={"type": "date"})


class PersonForm(OnceForm):
    """Who it is about: NHS number or family name, and the day of birth."""

    nhs_number = forms.CharField(
        label="NHS number",
        required=False,
        max_length=20,
        help_text="10 digits, as on any letter from the NHS. Leave it out when you do not know it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    family_name = forms.CharField(
        label="Family name",
        required=False,
        max_length=120,
        help_text="When you do not know the NHS number.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born_on = forms.DateField(
        label="Date of birth",
        widget=DAY,
        error_messages={"required": "Enter the date of birth", "invalid": "Enter a date"},
    )

    def clean_nhs_number(self) -> str:
        """Return ten digits without spaces, or an empty text."""
        digits = re.sub(r"\s", "", self.cleaned_data["nhs_number"])
        if digits and not re.fullmatch(r"\d{10}", digits):
            raise forms.ValidationError("Enter the 10 digits of the NHS number")
        return digits

    def clean(self) -> dict[str, Any]:
        """Ask for the number or the family name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = cleaned.get("nhs_number") or cleaned.get("family_name")
        if not named and "nhs_number" not in self.errors:
            self.add_error("nhs_number", "Enter the NHS number, or the family name below")
        return cleaned

    def kept(self) -> list[tuple[str, str]]:
        """Return name and text of everything entered, for a page that only shows it."""
        return [(name, self.data.get(name, "")) for name in self.fields]

    def whom(self) -> list[tuple[str, str]]:
        """Return who it is about in words."""
        cleaned = self.cleaned_data
        return [
            (
                "NHS number",
                formats.nhs_number(cleaned["nhs_number"]) if cleaned["nhs_number"] else "Not given",
            ),
            ("Family name", cleaned["family_name"] or "Not given"),
            ("Date of birth", formats.day(cleaned["born_on"])),
        ]

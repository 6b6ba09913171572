"""What a user asks of the services in scope."""

from __future__ import annotations

from typing import Any

from django import forms

from web.contracts import queries
from web.records.facts import in_words
from web.ui.forms import FilterForm

_WORDS = {
    "nhs": "NHS",
    "council": "Council",
    "not_known": "Not known",
    "direct": "Provided directly",
    "subcontract": "Through a sub-contract",
    "not_clear": "Not clear from the paper",
    "adult": "Adults",
    "child": "Children",
    "other": "Others",
    "2019/20": "2019/20 or later",
}


def words(code: str) -> str:
    """Return a code of the services in words."""
    return _WORDS.get(code) or in_words(code)


def _choice(label: str, what: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", "Any")],
        error_messages={
            "invalid_choice": f"No service of this place has such a {what}: choose one from the list"
        },
    )


class ServicesFilter(FilterForm):
    """Narrows the services in scope; the choices are what the place has."""

    first_year = _choice("Joins in", "year")
    route = _choice("Provided", "route")
    sector = _choice("Sector", "sector")
    audience = _choice("For", "audience")
    funder_likely = _choice("Likely funder", "funder")

    def full_clean(self) -> None:
        """Know the values of the place before anything is checked."""
        for name in self.fields:
            values = [(value, words(value)) for value in queries.choices(name)]
            self.fields[name].choices = [("", "Any"), *values]  # type: ignore[attr-defined]
        super().full_clean()

    def asked(self) -> dict[str, Any]:
        """Return what was asked, leaving out what makes no sense."""
        return self.chosen()

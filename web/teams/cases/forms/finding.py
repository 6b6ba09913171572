"""Whom a team picks from the list."""

from __future__ import annotations

from typing import Any

from django import forms

from web.ui.forms import OnceForm

MOST = 100


class FindForm(OnceForm):
    """The people ticked, or everybody shown."""

    # Read by `chosen`: the choices are whoever the team looks after, which the view asks.
    people = forms.CharField(required=False)
    whom = forms.ChoiceField(choices=[("ticked", "Those ticked"), ("shown", "Everybody shown")])

    def clean(self) -> dict[str, Any]:
        """Ask for at least one person."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.chosen():
            self.add_error("people", "Tick the people to put on the list for triage")
        return cleaned

    def chosen(self) -> list[int]:
        """Return the pseudonyms chosen."""
        name = "shown" if self.data.get("whom") == "shown" else "people"
        given = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return [int(each) for each in given[:MOST] if each.isascii() and each.isdigit() and len(each) < 20]

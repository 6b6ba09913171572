"""A form whose answers are shown to be checked before they are saved, and again when somebody was quicker."""

from __future__ import annotations

from datetime import date
from typing import Any

from web.ui import formats
from web.ui.forms import OnceForm


class CheckedForm(OnceForm):
    """A form that counts once, and can say its answers in words."""

    is_checked = True

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {}

    def again(self, *, version: int | None) -> Any:
        """Return the same answers as a form opened now, beside what was done meanwhile."""
        data = self.data.copy()
        data["version"] = "" if version is None else str(version)
        return type(self)(data, **self.options())

    def kept(self) -> list[tuple[str, str]]:
        """Return name and text of everything entered, for a page that only shows it."""
        return [(name, self.data.get(name, "")) for name in self.fields]

    def answers(self) -> list[tuple[str, str]]:
        """Return question and answer in words, to be checked before they are saved."""
        shown = [name for name in self.fields if name not in {"key", "version"}]
        return [
            (str(self.fields[name].label), self.words_of(name, self.cleaned_data.get(name))) for name in shown
        ]

    def words_of(self, name: str, value: Any) -> str:
        """Return an answer in words."""
        if isinstance(value, date):
            return formats.day(value)
        if isinstance(value, bool):
            return formats.yes_no(value)
        choices = getattr(self.fields[name], "choices", None)
        words = dict(choices).get(value, value) if choices else value
        return str(words) if words else "Nothing written"

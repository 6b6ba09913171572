"""A form whose answers are shown to be checked before they are saved, and again when somebody was quicker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from web.ui import formats
from web.ui.forms import OnceForm

Page = Callable[..., HttpResponse]


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


def shown_before(request: HttpRequest, form: CheckedForm, page: Page) -> HttpResponse | None:
    """Return what is shown before the answers of `form`, sent by POST, are kept; None once they may be.

    That is the form with its errors, the form to be changed, or its answers to be checked. `page` shows a
    form: ``page(form, is_check=..., status=...)``.
    """
    if not form.is_valid():
        return page(form, status=422)
    if request.POST.get("step") == "change":
        return page(form)
    if form.is_checked and request.POST.get("step") != "save":
        return page(form, is_check=True)
    return None

"""The bridge from Django forms to the design system, and the form of a filter."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.forms import BoundField, widgets

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.SelectDateWidget, "date"),
    (forms.FileInput, "file"),
    (widgets.Input, "input"),
)


def kind(field: BoundField) -> str:
    """Return which component of the design system shows `field`."""
    widget = field.field.widget
    return next(name for type_, name in _KINDS if isinstance(widget, type_))


_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d/%m/%Y")


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Return a field for a civil day: a calendar where the browser has one."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=_DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"Give the day: {label.lower()}",
            "invalid": "Give the day as 6 August 2026 or 2026-08-06",
        },
    )


class OnceForm(forms.Form):
    """A form that counts once however often it is sent, and knows which version it was shown beside.

    `key` names this sending: an action given the same key again returns what the first did. `version` is
    that of the thing when the page was opened: an action refuses when it has grown since.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def opened(cls, *, version: int | None = None, initial: Any = None, **kwargs: Any) -> Any:
        """Return an empty form with a key of its own."""
        start = {**(initial or {}), "key": uuid.uuid4(), "version": version}
        return cls(initial=start, **kwargs)

    def again(self, *, version: int | None) -> Any:
        """Return the same answers as a form opened now, beside what was saved meanwhile."""
        data = self.data.copy()
        data["version"] = "" if version is None else str(version)
        return type(self)(data)


class FilterForm(forms.Form):
    """A filter whose values stand in the address. Values that make no sense are left out, and said so."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter-%s")
        super().__init__(data or {}, **kwargs)
        for field in self.fields.values():
            field.required = False
        self.is_valid()

    def chosen(self) -> dict[str, Any]:
        """Return the values that were given and make sense, by field name."""
        # A box that is not ticked asks for nothing; the number 0 does.
        given = {name: value for name, value in self.cleaned_data.items() if value is not False}
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def described(self) -> list[tuple[str, str]]:
        """Return what is chosen as label and words, for the page and the head of an export."""
        return [(self[name].label, self._words(name, value)) for name, value in self.chosen().items()]

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            titles = {str(key): str(title) for key, title in field.choices}
            values = value if isinstance(value, list) else [value]
            return ", ".join(titles.get(str(item), str(item)) for item in values)
        if isinstance(field, forms.BooleanField):
            return "Yes"
        return str(value)

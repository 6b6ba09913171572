"""The form of a section, made from its questions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from lco.teams.plans.schema import Field, FieldKind, Section
from web.ui.forms import OnceForm

_FEW = 5


class DayInput(forms.DateInput):
    """One field for a day, with the browser's calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SectionForm(OnceForm):
    """The questions of a section, or of one of its entries."""

    section: Section

    def answers(self) -> dict[str, str]:
        """Return question to answer, as they are kept."""
        return {field.id: _kept(self.cleaned_data.get(field.id)) for field in self.section.fields}


def form_of(section: Section) -> type[SectionForm]:
    """Return the form class that asks the questions of `section`."""
    asked: dict[str, Any] = {field.id: _asked(field) for field in section.fields}
    return type("AskedForm", (SectionForm,), {**asked, "section": section})


class KeptToForm(OnceForm):
    """Which organisations alone may see a section."""

    organisations = forms.TypedMultipleChoiceField(
        label="Which organisations may see this section?",
        help_text="Tick none to let all organisations see it that look after the person.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.offered = kwargs.pop("organisations", ())
        super().__init__(*args, **kwargs)
        self.fields["organisations"].choices = self.offered

    def beside(self, version: int) -> KeptToForm:
        """Return the same answers as a form opened beside `version`."""
        data = self.data.copy()
        data["version"] = str(version)
        return KeptToForm(data, organisations=self.offered)


def _asked(field: Field) -> forms.Field:
    common: dict[str, Any] = {"label": field.title, "help_text": field.hint, "required": field.is_required}
    required = f"Answer '{field.title}'"
    if field.kind == FieldKind.CHOICE:
        widget = forms.RadioSelect if len(field.choices) <= _FEW else forms.Select
        choices = [*([] if widget is forms.RadioSelect else [("", "Choose")]), *field.choices.items()]
        return forms.ChoiceField(
            choices=choices, widget=widget, error_messages={"required": required}, **common
        )
    if field.kind == FieldKind.DAY:
        return forms.DateField(
            widget=DayInput(),
            error_messages={"required": required, "invalid": f"Give the day of '{field.title}'"},
            **common,
        )
    messages = {"required": required, "max_length": f"Write at most {field.longest:,} characters"}
    is_long = field.kind == FieldKind.TEXT
    widget_of_text = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput()
    return forms.CharField(widget=widget_of_text, max_length=field.longest, error_messages=messages, **common)


def _kept(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "")

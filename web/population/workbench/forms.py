"""What a user chooses and types on pages of the workbench."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lco.population.criteria.definition import LARGEST_TEXT
from lco.population.risk.report import GROUPINGS
from web.population.workbench.models import Sharing
from web.ui.forms import FilterForm

_TITLE = {"required": "Give the cohort a title", "max_length": "Give a title of at most 120 characters"}


class GroupFilter(FilterForm):
    """Which groups of people a table shows."""

    by = forms.ChoiceField(label="Groups by", choices=[("", "Everything"), *GROUPINGS.items()])


class AreaFilter(FilterForm):
    """Which part of the place a page is about."""

    area = forms.ChoiceField(label="Part of the place")

    def __init__(self, data: Any = None, *, areas: Sequence[tuple[str, str]]) -> None:
        self.areas = areas
        super().__init__(data)

    def full_clean(self) -> None:
        """Know the areas before anything is checked."""
        whole, *parts = self.areas or [("", "Everything")]
        self.fields["area"].choices = [("", whole[1]), *parts]  # type: ignore[attr-defined]
        super().full_clean()

    @property
    def chosen_area(self) -> str:
        """The id of the part chosen; empty for the whole."""
        return str(self.chosen().get("area", ""))


class TitleForm(forms.Form):
    """What a cohort is called."""

    title = forms.CharField(label="Title", max_length=120, error_messages=_TITLE)


class SharingForm(forms.Form):
    """Who besides its owner may look at a cohort."""

    sharing = forms.ChoiceField(
        label="Share with", choices=Sharing.choices, widget=forms.RadioSelect, initial=Sharing.NOBODY
    )


class SaveForm(TitleForm, SharingForm):
    """A cohort to save: what it is called and why there is one."""

    why = forms.CharField(
        label="Why is there this cohort?",
        max_length=1000,
        help_text="One sentence: what will be done for these people",
        error_messages={"required": "Say in a sentence why there is this cohort"},
    )
    field_order = ("title", "why", "sharing")


class UploadForm(forms.Form):
    """A definition kept as a file."""

    file = forms.FileField(
        label="A definition as a file",
        help_text="A .toml file, such as one downloaded here",
        error_messages={"required": "Choose a file", "empty": "The file is empty: choose another"},
    )

    def clean_file(self) -> str:
        """Return the text of the file."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST_TEXT:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST_TEXT:,} bytes: it is no definition"
            )
        try:
            text: str = given.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError("The file is no text in UTF-8: choose a .toml file") from error
        return text

"""A file of services, first to be checked, then to be taken in."""

from __future__ import annotations

from typing import Any

from django import forms

from web.ui.forms import OnceForm

MOST_BYTES = 2 * 1024 * 1024


class FileForm(OnceForm):
    """A file in the shape of Open Referral UK."""

    file = forms.FileField(
        label="File of services",
        help_text="JSON in the shape of Open Referral UK, at most 2 MB; the command takes larger ones.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be shown before it is taken in."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB: take it in by the command.")
        try:
            self.text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "The file is not written in UTF-8: save it as UTF-8 and try again."
            ) from None
        return file


class KeptFileForm(OnceForm):
    """The content of a file that was checked, on its way to be taken in."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False)

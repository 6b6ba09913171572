"""Where and when a service is held, and whether it is open at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django import forms

from lco.teams.directory.entries import EntryRefused, Sitting, Venue
from lco.teams.directory.hours_text import Times, parse_times, write_times
from web.teams.assets.area import neighbourhood_choices
from web.teams.assets.forms.keeping import NEW
from web.ui.forms import OnceForm


class PlaceForm(OnceForm):
    """Where a service is held, and when."""

    venue = forms.ChoiceField(label="Where is it held?", error_messages={"required": "Choose the place"})
    name = forms.CharField(label="Name of a new place", required=False, max_length=200)
    address = forms.CharField(label="Its address", required=False, max_length=300)
    postcode = forms.CharField(label="Its postcode", required=False, max_length=10)
    neighbourhood = forms.ChoiceField(label="Its neighbourhood", required=False)
    latitude = forms.FloatField(
        label="Its latitude, for the map", required=False, min_value=-90, max_value=90
    )
    longitude = forms.FloatField(label="Its longitude", required=False, min_value=-180, max_value=180)
    access = forms.CharField(
        label="What helps people with a disability to get in?", required=False, max_length=1000
    )
    times = forms.CharField(
        label="When is it held?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="A line each: 'Tuesday 10:00-12:00', 'first Monday 14:00-16:00', 'every other Friday from "
        "9 January 2026 09:30-11:30', 'closed 25 December 2026', '29 December 2026 10:00-11:00: short day'.",
    )
    is_open_on_bank_holidays = forms.BooleanField(label="Open on bank holidays", required=False)

    def __init__(self, *args: Any, venues: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(key), name) for key, name in venues]
        for name, choices in (
            ("venue", [("", "Choose"), (NEW, "A new place"), *offered]),
            ("neighbourhood", [("", "Outside, or not known"), *neighbourhood_choices()]),
        ):
            field: Any = self.fields[name]
            field.choices = choices

    def clean_times(self) -> Times:
        """Read the opening times, or say which line cannot be read."""
        try:
            return parse_times(self.cleaned_data["times"])
        except EntryRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a new place, and for both coordinates or none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("venue") == NEW and not cleaned.get("name"):
            self.add_error("name", "Write the name of the new place")
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", "Give latitude and longitude, or neither")
        return cleaned

    @property
    def new_venue(self) -> Venue | None:
        """Return the new place, when one is to be made; it has the same id however often it is sent."""
        given = self.cleaned_data
        if given["venue"] != NEW:
            return None
        names = ("name", "address", "postcode", "neighbourhood", "latitude", "longitude", "access")
        return Venue(id=uuid5(given["key"], "venue"), **{name: given[name] for name in names})

    def sitting(self, venue: Venue, *, base: Sitting | None = None) -> Sitting:
        """Return the service at `venue`, with its times."""
        given = self.cleaned_data
        return Sitting(
            id=base.id if base else uuid5(given["key"], "sitting"),
            venue=venue,
            hours=given["times"].hours,
            variations=given["times"].variations,
            is_open_on_bank_holidays=given["is_open_on_bank_holidays"],
        )


def said_of_place(sitting: Sitting) -> dict[str, Any]:
    """Return the answers of a form that say what `sitting` says."""
    return {
        "venue": str(sitting.venue.id),
        "times": write_times(Times(sitting.hours, sitting.variations)),
        "is_open_on_bank_holidays": sitting.is_open_on_bank_holidays,
    }


class StatusForm(OnceForm):
    """Whether a service is open, and why that changes."""

    status = forms.ChoiceField(
        label="What is it from now on?",
        widget=forms.RadioSelect,
        choices=[
            ("active", "Open"),
            ("temporarily closed", "Closed for now"),
            ("defunct", "Closed for good"),
        ],
        error_messages={"required": "Choose what it is from now on"},
    )
    note = forms.CharField(
        label="Why?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why, for those who look for it later"},
    )

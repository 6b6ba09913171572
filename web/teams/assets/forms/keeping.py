"""What is said of a service: who offers what to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django import forms

from lco.teams.directory.entries import Eligibility, Entry, Organisation, Referral, Wanted
from web.teams.assets.area import (
    condition_choices,
    level_choices,
    need_choices,
    neighbourhood_choices,
    offer_choices,
)
from web.teams.assets.words import REFERRAL
from web.ui.forms import OnceForm

NEW = "new"
_MANY = forms.CheckboxSelectMultiple
_SEXES = [(Wanted.ANY.value, "Anybody"), (Wanted.FEMALE.value, "Women"), (Wanted.MALE.value, "Men")]


class ServiceForm(OnceForm):
    """A service, without its places and times."""

    organisation = forms.ChoiceField(
        label="Which organisation offers it?", error_messages={"required": "Choose the organisation"}
    )
    new_organisation = forms.CharField(label="Name of a new organisation", required=False, max_length=200)
    name = forms.CharField(
        label="Name of the group or service", max_length=200, error_messages={"required": "Write its name"}
    )
    description = forms.CharField(
        label="What is it?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two, as you would say it to a person. No names of people.",
    )
    needs = forms.MultipleChoiceField(
        label="What does it help with?",
        widget=_MANY,
        error_messages={"required": "Choose at least one thing it helps with"},
    )
    age_from = forms.IntegerField(label="From which age?", required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(label="Up to which age?", required=False, min_value=0, max_value=120)
    sex = forms.ChoiceField(label="Who is it for?", choices=_SEXES, widget=forms.RadioSelect)
    areas = forms.MultipleChoiceField(
        label="For people of some neighbourhoods only?",
        required=False,
        widget=_MANY,
        help_text="Choose none when everybody may come.",
    )
    conditions = forms.MultipleChoiceField(
        label="For people with some conditions only?",
        required=False,
        widget=_MANY,
        help_text="Choose none when everybody may come.",
    )
    referral = forms.ChoiceField(
        label="How does one come to it?",
        choices=[(each.value, words) for each, words in REFERRAL.items()],
        widget=forms.RadioSelect,
    )
    eligibility_text = forms.CharField(
        label="What else has to be known before coming?", required=False, max_length=1000
    )
    cost = forms.CharField(
        label="What does it cost?", required=False, max_length=200, help_text="Leave empty when it is free."
    )
    contact = forms.CharField(
        label="Whom to ask for", required=False, max_length=200, help_text="A role, not a name."
    )
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    email = forms.EmailField(label="E-mail", required=False, help_text="Of the group, not of one person.")
    website = forms.URLField(label="Web address", required=False, assume_scheme="https", max_length=200)
    languages = forms.CharField(
        label="Languages", required=False, max_length=200, help_text="Parted by commas."
    )
    level = forms.ChoiceField(label="At which level is it given?", required=False)
    offer = forms.ChoiceField(label="Is it part of a mental health offer?", required=False)
    note = forms.CharField(label="What changed, and who said so?", required=False, max_length=400)

    def __init__(self, *args: Any, organisations: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(key), name) for key, name in organisations]
        choices = {
            "organisation": [("", "Choose"), (NEW, "A new one"), *offered],
            "needs": need_choices(),
            "areas": neighbourhood_choices(),
            "conditions": condition_choices(),
            "level": [("", "Not said"), *level_choices()],
            "offer": [("", "No"), *offer_choices()],
        }
        for name, values in choices.items():
            field: Any = self.fields[name]
            field.choices = values

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a new organisation, and for ages in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("organisation") == NEW and not cleaned.get("new_organisation"):
            self.add_error("new_organisation", "Write the name of the new organisation")
        low, high = cleaned.get("age_from"), cleaned.get("age_to")
        if low is not None and high is not None and high < low:
            self.add_error("age_to", "The oldest age is below the youngest")
        return cleaned

    def entry(self, organisation: Organisation, *, base: Entry | None = None) -> Entry:
        """Return what was said, on top of what `base` says of places and checks."""
        given = self.cleaned_data
        same = ("name", "description", "cost", "contact", "phone", "email", "website", "level", "offer")
        said: dict[str, Any] = {name: given[name] for name in same}
        said |= {
            "organisation": organisation,
            "needs": tuple(given["needs"]),
            "languages": tuple(word.strip() for word in given["languages"].split(",") if word.strip()),
            "eligibility": self._eligibility(),
        }
        return replace(base, **said) if base else Entry(id=uuid5(given["key"], "service"), **said)

    def _eligibility(self) -> Eligibility:
        given = self.cleaned_data
        return Eligibility(
            age_from=given["age_from"],
            age_to=given["age_to"],
            sex=Wanted(given["sex"]),
            areas=tuple(given["areas"]),
            conditions=tuple(given["conditions"]),
            referral=Referral(given["referral"]),
            text=given["eligibility_text"],
        )

    @property
    def new_provider(self) -> Organisation | None:
        """Return the new organisation, when one is to be made; sent again, it has the same id."""
        given = self.cleaned_data
        if given["organisation"] != NEW:
            return None
        return Organisation(id=uuid5(given["key"], "organisation"), name=given["new_organisation"])


def said_of(entry: Entry) -> dict[str, Any]:
    """Return the answers of a form that say what `entry` says."""
    rule = entry.eligibility
    same = ("name", "description", "cost", "contact", "phone", "email", "website", "level", "offer")
    return {
        **{name: getattr(entry, name) for name in same},
        "organisation": str(entry.organisation.id),
        "needs": list(entry.needs),
        "languages": ", ".join(entry.languages),
        "age_from": rule.age_from,
        "age_to": rule.age_to,
        "sex": rule.sex.value,
        "areas": list(rule.areas),
        "conditions": list(rule.conditions),
        "referral": rule.referral.value,
        "eligibility_text": rule.text,
    }

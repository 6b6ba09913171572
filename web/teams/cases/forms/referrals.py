"""Who is referred, by whom, why, and what is asked."""

from __future__ import annotations

from typing import Any

from django import forms

from lco.records.nhs_number import normal_nhs_number
from lco.teams.matching import Who
from web.records.names import searchable
from web.teams.cases.forms.checked import CheckedForm
from web.teams.cases.models import Referrer, Urgency
from web.teams.cases.said import Told
from web.teams.queries import today

_DAY = forms.DateInput(attrs={"type": "date"})
_WHO = ("nhs_number", "given_name", "family_name", "born_on")


class ReferralForm(CheckedForm):
    """What somebody tells the team of a person it knows already."""

    kind = forms.ChoiceField(
        label="What has come in?",
        choices=(
            ("referral", "A referral: somebody asks for help"),
            ("flag", "A hospital flag: a notice of a stay or visit"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what has come in"},
    )
    referrer = forms.ChoiceField(
        label="Who refers?",
        choices=Referrer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who refers"},
    )
    referred_by = forms.CharField(
        label="Their name, and what they are to the person",
        max_length=200,
        help_text="For example: Joan Hill, her neighbour.",
        error_messages={"required": "Enter who refers"},
    )
    reached_by = forms.CharField(
        label="How can they be reached?",
        max_length=200,
        required=False,
        help_text="Telephone or e-mail address.",
    )
    reason = forms.CharField(
        label="What are they worried about?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what they are worried about"},
    )
    asked = forms.CharField(
        label="What do they ask the team to do?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    urgency = forms.ChoiceField(
        label="How urgent is it?",
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        help_text="This is no emergency service: ring 999 where life is at risk.",
        error_messages={"required": "Choose how urgent it is"},
    )
    is_person_told = forms.ChoiceField(
        label="Does the person know of the referral?",
        choices=(("yes", "Yes"), ("no", "Not yet")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the person knows"},
    )
    received_on = forms.DateField(
        label="Received on", widget=_DAY, error_messages={"required": "Enter the day it came in"}
    )

    def clean_received_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError("The day it came in cannot be in the future")
        return day

    def told(self) -> Told:
        """Return what was told."""
        cleaned = self.cleaned_data
        plain = ("referrer", "referred_by", "reached_by", "reason", "asked", "urgency", "received_on")
        return Told(
            **{name: cleaned[name] for name in plain},
            is_person_told=cleaned["is_person_told"] == "yes",
            is_hospital_flag=cleaned["kind"] == "flag",
        )


class PersonReferralForm(ReferralForm):
    """What somebody tells the team of a person who has to be found first."""

    nhs_number = forms.CharField(
        label="NHS number", required=False, max_length=20, help_text="Ten digits, if it is known."
    )
    given_name = forms.CharField(label="First name", required=False, max_length=200)
    family_name = forms.CharField(label="Last name", required=False, max_length=200)
    born_on = forms.DateField(label="Born on", required=False, widget=_DAY)
    field_order = ("key", "version", *_WHO)

    def clean_nhs_number(self) -> str:
        """Return ten digits, or refuse what is no NHS number."""
        written = self.cleaned_data["nhs_number"]
        if not written:
            return ""
        digits = normal_nhs_number(written)
        if digits is None:
            raise forms.ValidationError("This is no valid NHS number: look at its ten digits again")
        return digits

    def clean(self) -> dict[str, Any]:
        """Ask for enough to know the person by: the number, or name and birth date."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_named = cleaned.get("given_name") and cleaned.get("family_name") and cleaned.get("born_on")
        if not cleaned.get("nhs_number") and not is_named and "nhs_number" not in self.errors:
            self.add_error("nhs_number", "Enter the NHS number, or first name, last name and birth date")
        return cleaned

    def who(self) -> Who:
        """Return whom to look for, with names as they are searched."""
        cleaned = self.cleaned_data
        return Who(
            nhs_number=cleaned["nhs_number"],
            given_name=searchable(cleaned["given_name"]),
            family_name=searchable(cleaned["family_name"]),
            born_on=cleaned["born_on"],
        )

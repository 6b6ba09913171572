"""What a person wishes about sharing, and what is held closer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from lco.teams.governance import DecidedBy
from web.accounts.models import Organisation
from web.teams.access.actions import Wish
from web.teams.access.forms.finding import DAY
from web.teams.access.models.wishes import CHOICES, CLASSES, DECIDED_BY, HELD_CLOSER
from web.ui import formats
from web.ui.forms import OnceForm


class _StaffForm(OnceForm):
    """A form that offers the colleagues of a team."""

    def __init__(self, *args: Any, staff: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.staff_field].queryset = staff  # type: ignore[attr-defined]

    staff_field = "people"


class WishForm(_StaffForm):
    """One wish about sharing, with its scope."""

    choice = forms.ChoiceField(
        label="What does the person wish?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is to be shared"},
    )
    classes = forms.MultipleChoiceField(
        label="What is it about?",
        choices=CLASSES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose nothing for everyday and sensitive information together. "
        "The last three are shared only when they are chosen here.",
    )
    organisations = forms.ModelMultipleChoiceField(
        label="With which organisations?",
        queryset=Organisation.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose nobody here and below for everybody who may see the person.",
    )
    people = forms.ModelMultipleChoiceField(
        label="With which colleagues?", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = forms.DateField(
        label="From",
        widget=DAY,
        error_messages={"required": "Enter the first day", "invalid": "Enter a date"},
    )
    ends_before = forms.DateField(
        label="Until, without that day",
        widget=DAY,
        required=False,
        help_text="Leave it out when the wish has no end.",
        error_messages={"invalid": "Enter a date"},
    )
    decided_by = forms.ChoiceField(
        label="Who decided?",
        choices=DECIDED_BY,
        widget=forms.RadioSelect,
        initial=DecidedBy.PERSON.value,
        error_messages={"required": "Choose who decided"},
    )
    note = forms.CharField(
        label="In the person's words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def wish(self) -> Wish:
        """Return the wish entered."""
        cleaned = {name: self.cleaned_data[name] for name in Wish.__dataclass_fields__}
        return Wish(**cleaned)

    def kept(self) -> list[tuple[str, str]]:
        """Return name and text of everything entered, one by one, for a page that only shows it."""
        return [(name, text) for name in self.fields for text in self.data.getlist(name)]

    def answers(self) -> list[tuple[str, str]]:
        """Return question and answer in words, to be checked before they are saved."""
        wish = self.wish()
        titles = dict(CLASSES)
        whom = [*(each.name for each in wish.organisations), *(each.name for each in wish.people)]
        return [
            ("Wish", dict(CHOICES)[wish.choice]),
            (
                "About",
                ", ".join(titles[each] for each in wish.classes) or "Everyday and sensitive information",
            ),
            ("With", ", ".join(whom) or "Everybody who may see the person"),
            ("From", formats.day(wish.starts_on)),
            ("Until", formats.day(wish.ends_before) if wish.ends_before else "No end"),
            ("Decided by", dict(DECIDED_BY)[wish.decided_by]),
            ("In the person's words", wish.note or "Nothing written"),
        ]


class SensitiveForm(_StaffForm):
    """Something held closer than the rest."""

    staff_field = "named"
    sensitivity = forms.ChoiceField(
        label="What kind of information is it?",
        choices=HELD_CLOSER,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of information"},
    )
    words = forms.CharField(
        label="What is it about?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what it is about", "max_length": "Write at most 2,000 characters"},
    )
    named = forms.ModelMultipleChoiceField(
        label="Who needs to know it?",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You are among them, and so are those who lead or co-ordinate the care.",
    )


class EndSensitiveForm(forms.Form):
    """Why something held closer does not hold any more."""

    reason = forms.CharField(
        label="Why does it not hold any more?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it does not hold any more"},
    )

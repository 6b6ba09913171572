"""What is asked about a member: their work in the team, their posts, their absences, who takes over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from lco.teams.staff import LEADERSHIP, PROFESSIONS, SKILLS, RoleSet
from web.teams.models import Membership
from web.teams.staff.actions import Description, Hours
from web.teams.staff.models import Weekday
from web.ui.forms import OnceForm, day_field

_ONE_DAY = timedelta(days=1)


def _hour(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Give the time as 08:30"},
    )


def after(day: date | None) -> date | None:
    """Return the day after the last one somebody named: periods end before a day."""
    return None if day is None else day + _ONE_DAY


class MemberForm(OnceForm):
    """How a member works in the team: two fields a day of the week, named ``starts_0`` for Monday."""

    profession = forms.ChoiceField(
        label="Profession",
        required=False,
        choices=[("", "Not known"), *((each.code, each.title) for each in PROFESSIONS.values())],
    )
    role_set = forms.ChoiceField(
        label="Seat in the team",
        required=False,
        help_text="Left empty, it is the usual one of the profession",
        choices=[("", "The usual one"), *((each.value, each.title) for each in RoleSet)],
    )
    accountable_to = forms.CharField(
        label="Professional accountability",
        required=False,
        max_length=200,
        help_text="A named person or post, such as 'Lead nurse of the trust'. It is neither who directs the "
        "work here nor who employs",
        error_messages={"max_length": "Write at most 200 characters"},
    )
    skills = forms.MultipleChoiceField(
        label="Skills", required=False, choices=list(SKILLS.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in Weekday:
            self.fields[f"starts_{weekday.value}"] = _hour(f"{weekday.label} from")
            self.fields[f"ends_{weekday.value}"] = _hour(f"{weekday.label} to")

    @classmethod
    def of(cls, membership: Membership) -> MemberForm:
        """Return the form as `membership` is now."""
        start: dict[str, Any] = {
            "profession": membership.profession,
            "role_set": membership.role_set,
            "accountable_to": membership.accountable_to,
            "skills": membership.skills,
        }
        for each in membership.working_days.all():
            start |= {f"starts_{each.weekday}": each.starts, f"ends_{each.weekday}": each.ends}
        form: MemberForm = cls.opened(version=membership.version, initial=start)
        return form

    @property
    def week(self) -> list[tuple[str, Any, Any]]:
        """The fields of each day, for a table."""
        return [(day.label, self[f"starts_{day.value}"], self[f"ends_{day.value}"]) for day in Weekday]

    @property
    def rest(self) -> list[Any]:
        """The fields besides those of the week."""
        return [self[name] for name in ("profession", "role_set", "accountable_to", "skills")]

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of a working day, in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for day in Weekday:
            starts, ends = cleaned.get(f"starts_{day.value}"), cleaned.get(f"ends_{day.value}")
            if (starts is None) != (ends is None):
                missing = "ends" if starts else "starts"
                self.add_error(f"{missing}_{day.value}", f"Give both hours of {day.label}, or neither")
            elif starts is not None and ends is not None and ends <= starts:
                self.add_error(f"ends_{day.value}", f"{day.label} ends before it starts")
        return cleaned

    def description(self) -> Description:
        """Return what was said."""
        said = self.cleaned_data
        hours = [
            Hours(day.value, said[f"starts_{day.value}"], said[f"ends_{day.value}"])
            for day in Weekday
            if said[f"starts_{day.value}"] is not None
        ]
        return Description(
            said["profession"], said["role_set"], said["accountable_to"], tuple(said["skills"]), hours
        )


class AbsenceForm(OnceForm):
    """When a member is away and who covers. Why is not asked."""

    starts_on = day_field("First day away")
    last_on = day_field("Last day away")
    covered_by = forms.ChoiceField(
        label="Who covers?",
        required=False,
        help_text="They see and may do what is the member's in this team on those days, and nothing after",
    )
    email = forms.EmailField(
        label="Or somebody of another team",
        required=False,
        help_text="Their work e-mail address",
        error_messages={"invalid": "Enter an e-mail address in the form name@example.nhs.uk"},
    )

    def __init__(self, *args: Any, colleagues: Iterable[Membership] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(each.user_id): each.user for each in colleagues}
        names = [(key, user.name) for key, user in self.colleagues.items()]
        self.fields["covered_by"].choices = [("", "Nobody"), *names]  # type: ignore[attr-defined]

    @property
    def colleague(self) -> Any:
        """The colleague of the team chosen, or None."""
        return self.colleagues.get(self.cleaned_data["covered_by"])


class LeadershipForm(OnceForm):
    """A post of shared leadership, from-to."""

    post = forms.ChoiceField(
        label="Post",
        choices=[(each.code, f"{each.title}: {each.about}") for each in LEADERSHIP.values()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the post"},
    )
    starts_on = day_field("First day")
    last_on = day_field("Last day", required=False, help_text="Leave empty when no end is set")


class HandOnForm(OnceForm):
    """Who takes over everything somebody left behind, and why."""

    to = forms.ChoiceField(label="Who takes it over?", error_messages={"required": "Choose a member"})
    note = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Whoever takes the work over reads it",
        error_messages={"required": "Say why", "max_length": "Write at most 500 characters"},
    )

    def __init__(self, *args: Any, members: Iterable[Membership] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(each.user_id): each.user for each in members}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (key, f"{user.name}, {user.organisation}") for key, user in self.members.items()
        ]

    @property
    def chosen(self) -> Any:
        """The member chosen."""
        return self.members[self.cleaned_data["to"]]

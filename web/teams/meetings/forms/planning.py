"""When and where a meeting is held, how it is started, closed and corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from lco.teams.agenda import LONGEST_MINUTES, LONGEST_MINUTES_EACH, SHORTEST_MINUTES
from lco.teams.days import DayRefused, day_meant
from web.teams.cases import standards
from web.teams.meetings.actions import Plan
from web.teams.meetings.models import AgendaItem, Meeting, MeetingState
from web.teams.models import Membership, Team
from web.ui import formats
from web.ui.forms import FilterForm, OnceForm


class DayField(forms.DateField):
    """A day as it is said: ``6 8 2026``, ``6 August`` or ``6 weeks``; the same in every browser."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example 6 8 2026, 6 August or 6 weeks")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Return the day meant."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return day_meant(str(value), on=timezone.localdate())
        except DayRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def prepare_value(self, value: Any) -> Any:
        """Return the day as it is read aloud."""
        return f"{value.day} {value:%B} {value.year}" if isinstance(value, date) else value


class DayInput(forms.DateInput):
    """A day of a filter, typed or chosen."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def words_field(label: str, required: str = "", *, rows: int = 3, most: int = 2000, help: str = "") -> Any:
    """Return a field for words; `required` is what is said when it is empty, "" lets it be empty."""
    errors = {"max_length": f"Write at most {most:,} characters"}
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        help_text=help,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={**errors, "required": required} if required else errors,
    )


class PlanForm(OnceForm):
    """When and where a meeting is to be held, and by whom."""

    on = DayField(label="Day", error_messages={"required": "Enter the day"})
    at = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="For example 14:30",
        error_messages={"required": "Enter the time", "invalid": "Enter a time such as 14:30"},
    )
    minutes = forms.IntegerField(
        label="How many minutes does it last?",
        min_value=SHORTEST_MINUTES,
        max_value=LONGEST_MINUTES,
        initial=lambda: standards.current()["minutes_meeting"],
        error_messages={"required": "Enter how many minutes the meeting lasts"},
    )
    minutes_each = forms.IntegerField(
        label="How many minutes for each person?",
        min_value=1,
        max_value=LONGEST_MINUTES_EACH,
        initial=lambda: standards.current()["minutes_person"],
        error_messages={"required": "Enter how many minutes there are for each person"},
    )
    location = forms.CharField(label="Room", max_length=200, required=False)
    video_link = forms.URLField(
        label="Link to the video call",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter the whole address, beginning with https://"},
    )
    chair = forms.TypedChoiceField(
        label="Chair", error_messages={"required": "Choose who chairs the meeting"}
    )
    minute_taker = forms.TypedChoiceField(
        label="Minute-taker", error_messages={"required": "Choose who takes the minutes"}
    )

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        users = {each.user_id: each.user for each in members}
        choices = [("", "Choose a member of the team"), *((key, who.name) for key, who in users.items())]
        for name in ("chair", "minute_taker"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].coerce = lambda key: users[int(key)]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, meeting: Meeting, members: Sequence[Membership]) -> Any:
        """Return the form with what is planned."""
        when = timezone.localtime(meeting.planned_at)
        fields = ("minutes", "minutes_each", "location", "video_link")
        values = {name: getattr(meeting, name) for name in fields}
        people = {"chair": meeting.chair_id, "minute_taker": meeting.minute_taker_id}
        start = {**values, **people, "on": when.date(), "at": when.time()}
        return cls.opened(version=meeting.version, initial=start, members=members)

    def clean(self) -> dict[str, Any]:
        """Ask where it is held."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("location") and not cleaned.get("video_link") and "video_link" not in self.errors:
            self.add_error("location", "Say where the meeting is held: a room, a link, or both")
        return cleaned

    def beside(self, meeting: Meeting, refusal: str) -> Any:
        """Return the same answers as a form opened beside what was saved meanwhile, with the `refusal`."""
        data = self.data.copy()
        data["version"] = str(Meeting.objects.get(pk=meeting.pk).version)
        form = type(self)(data, members=self.members)
        form.add_error(None, refusal)
        return form

    def plan(self) -> Plan:
        """Return what is planned."""
        cleaned = self.cleaned_data
        when = timezone.make_aware(datetime.combine(cleaned["on"], cleaned["at"]))
        names = ("minutes", "minutes_each", "location", "video_link", "chair", "minute_taker")
        return Plan(planned_at=when, **{name: cleaned[name] for name in names})


class PutForm(OnceForm):
    """At which meeting a person should be discussed, and why."""

    meeting = forms.TypedChoiceField(
        label="At which meeting?", coerce=int, error_messages={"required": "Choose the meeting"}
    )
    because = words_field("Why should the team talk about them?", "Say why the person should be discussed")

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]
            (each.pk, formats.instant(each.planned_at)) for each in meetings
        ]


class StartForm(OnceForm):
    """Why a meeting is held although the quorum is not met."""

    without_quorum = words_field("Why is the meeting held all the same?", rows=2)


class CloseForm(OnceForm):
    """What is to be said at the end."""

    note = words_field("A note for the minutes", rows=2, help="Needed when the meeting was not held at all.")


class CorrectionForm(OnceForm):
    """What is to be put right after the meeting."""

    item = forms.TypedChoiceField(label="About whom?", coerce=int, empty_value=None, required=False)
    text = words_field(
        "What is to be put right?", "Write what is to be put right", help="It is added under the minutes."
    )

    def __init__(self, *args: Any, items: Sequence[tuple[AgendaItem, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", "The meeting as a whole"),
            *((item.pk, name) for item, name in items),
        ]


class MeetingsFilter(FilterForm):
    """Narrows the list of meetings."""

    team = forms.ChoiceField(label="Team")
    state = forms.ChoiceField(label="State", choices=[("", "All"), *MeetingState.choices])
    from_on = forms.DateField(label="From", widget=DayInput)
    to_on = forms.DateField(label="To", widget=DayInput)

    def __init__(self, data: Any = None, *, teams: Sequence[Team]) -> None:
        self.teams = teams
        super().__init__(data)

    def full_clean(self) -> None:
        """Know the teams before anything is checked."""
        choices = [("", "All my teams"), *((each.slug, each.name) for each in self.teams)]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]
        super().full_clean()

"""What is asked when a task or a visit is added, moved, given to somebody else or finished."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from lco.teams.visits import ClockRefused, instant
from web.teams.models import Membership
from web.teams.work.models import Kind, Task
from web.ui.forms import OnceForm, day_field

_TIME = {"invalid": "Give the time as 14:30"}


def time_field(label: str) -> forms.TimeField:
    """Return a field for an hour of the clock in London."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages=_TIME,
    )


def owner_choices(members: Iterable[Membership]) -> list[tuple[str, str]]:
    """Return key and name of those a task may be given to."""
    return [(str(each.user_id), f"{each.user.name}, {each.user.organisation}") for each in members]


class WhenForm(OnceForm):
    """The day something is due and, for a visit, from when to when."""

    due_on = day_field("Due on")
    starts = time_field("Visit starts")
    ends = time_field("Visit ends")

    def clean(self) -> dict[str, Any]:
        """Turn hours of the clock into instants, and refuse those that do not exist."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["starts_at"] = self._instant("starts")
        cleaned["ends_at"] = self._instant("ends")
        given = [cleaned["starts_at"], cleaned["ends_at"]]
        if any(given) and not all(given) and not self.errors:
            self.add_error(
                "ends" if given[0] else "starts", "Give both when the visit starts and when it ends"
            )
        if all(given) and cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", "The visit ends before it starts: give a later end")
        return cleaned

    def _instant(self, name: str) -> datetime | None:
        day: date | None = self.cleaned_data.get("due_on")
        at = self.cleaned_data.get(name)
        if day is None or at is None:
            return None
        try:
            return instant(day, at)
        except ClockRefused as refused:
            self.add_error(name, str(refused))
            return None


class TaskForm(WhenForm):
    """A task or a visit of one's own making."""

    field_order = ("kind", "title", "owner", "due_on", "starts", "ends", "key", "version")
    kind = forms.ChoiceField(label="What is it?", choices=Kind.choices, initial=Kind.ACTION)
    title = forms.CharField(
        label="What is to be done?",
        max_length=300,
        help_text="In a few words. Whom it is about is shown beside it",
        error_messages={"required": "Say what is to be done", "max_length": "Write at most 300 characters"},
    )
    owner = forms.ChoiceField(
        label="Who does it?", error_messages={"invalid_choice": "Choose a member of the team"}
    )

    def __init__(self, *args: Any, members: Iterable[Membership] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        self.fields["owner"].choices = owner_choices(self.members)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the hours of a visit."""
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.VISIT and not self.data.get("starts"):
            self.add_error("starts", "Say when the visit starts")
        return cleaned

    @property
    def chosen_owner(self) -> Any:
        """The member chosen."""
        return next(each.user for each in self.members if str(each.user_id) == self.cleaned_data["owner"])


class FinishForm(forms.Form):
    """What came of a task, and whether it was done or is not needed any more."""

    outcome = forms.CharField(
        label="What came of it?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Say in a few words what came of it",
            "max_length": "Write at most 1,000 characters",
        },
    )
    how = forms.ChoiceField(choices=[("done", "Done"), ("not_needed", "Not needed")])


class MoveForm(WhenForm):
    """A task on another day, a visit at other hours, and why."""

    field_order = ("due_on", "starts", "ends", "note", "key", "version")
    note = forms.CharField(
        label="Why?",
        required=False,
        max_length=500,
        error_messages={"max_length": "Write at most 500 characters"},
    )

    @classmethod
    def of(cls, task: Task) -> MoveForm:
        """Return the form as `task` is now."""
        start: dict[str, Any] = {"due_on": task.due_on}
        if task.starts_at is not None and task.ends_at is not None:
            start["starts"] = timezone.localtime(task.starts_at).time()
            start["ends"] = timezone.localtime(task.ends_at).time()
        form: MoveForm = cls.opened(version=task.version, initial=start, auto_id="move-%s")
        return form


class GiveForm(OnceForm):
    """Who does a task from now on, and why."""

    to = forms.ChoiceField(label="Give it to", error_messages={"required": "Choose a member of the team"})
    note = forms.CharField(
        label="Why?",
        required=False,
        max_length=500,
        error_messages={"max_length": "Write at most 500 characters"},
    )

    def __init__(self, *args: Any, members: Iterable[Membership] = (), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "give-%s")
        super().__init__(*args, **kwargs)
        self.members = {str(each.user_id): each.user for each in members}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (key, f"{user.name}, {user.organisation}") for key, user in self.members.items()
        ]

    @property
    def chosen(self) -> Any:
        """The member chosen."""
        return self.members[self.cleaned_data["to"]]

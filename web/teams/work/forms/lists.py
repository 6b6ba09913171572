"""Filters of the board and of the lead's queue, and what the lead does with the tasks chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from lco.teams.standard import Unit
from web.teams.cases import standards
from web.teams.models import Membership
from web.teams.work.board import NO_OWNER
from web.teams.work.models import Kind
from web.ui.forms import FilterForm, OnceForm, day_field

_ANY = ("", "Any")


class BoardFilter(FilterForm):
    """Which tasks the board shows, and in which columns."""

    by = forms.ChoiceField(
        label="Columns by",
        choices=[("due", "The day it is due"), ("owner", "Who does it"), ("state", "How far it is")],
    )
    owner = forms.ChoiceField(label="Who does it", choices=[_ANY])
    kind = forms.ChoiceField(label="Kind", choices=[_ANY, *Kind.choices])
    due = forms.ChoiceField(
        label="Due",
        choices=[
            _ANY,
            ("overdue", "Overdue"),
            ("today", "Today"),
            ("week", "In the next seven days"),
            ("later", "Later"),
        ],
    )

    def __init__(self, data: Any = None, *, members: Iterable[Membership] = ()) -> None:
        self.offered = [(str(each.user_id), each.user.name) for each in members]
        super().__init__(data)

    def full_clean(self) -> None:
        """Know the members before anything is checked."""
        owner: Any = self.fields["owner"]
        owner.choices = [_ANY, *self.offered, (NO_OWNER, "Nobody by name yet")]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Choose one of the list. The filter was left out"
        super().full_clean()


class QueueFilter(FilterForm):
    """What the lead's queue shows, and under which headings."""

    by = forms.ChoiceField(label="Group by", choices=[("owner", "Who does it"), ("age", "How late it is")])
    shown = forms.ChoiceField(
        label="Show",
        choices=[
            ("", "What waits for me"),
            ("quiet", "What I acknowledged or put off"),
            ("all", "Everything still to be done"),
        ],
    )


def _acts() -> list[tuple[str, str]]:
    """Return what the lead can do, with the days of the place."""
    known = standards.current()
    quiet, longest = (Unit.DAYS.counted(known[name]) for name in ("days_quiet", "days_snooze"))
    return [
        ("acknowledge", f"Acknowledge: I know of it; show it again in {quiet}"),
        ("snooze", f"Put off until a day, at most {longest} ahead"),
        ("reassign", "Give to another member"),
    ]


class QueueForm(OnceForm):
    """What the lead does with the tasks chosen."""

    tasks = forms.TypedMultipleChoiceField(
        label="Tasks", coerce=int, error_messages={"required": "Choose at least one task"}
    )
    act = forms.ChoiceField(
        label="What do you want to do with the tasks you chose?",
        choices=_acts,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what to do with the tasks"},
    )
    until = day_field("Put off until", required=False, help_text="Only to put off")
    to = forms.ChoiceField(label="Give to", required=False, help_text="Only to give to another member")
    note = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept in the history of each task",
        error_messages={"required": "Say why", "max_length": "Write at most 500 characters"},
    )

    def __init__(
        self, *args: Any, members: Iterable[Membership] = (), offered: Iterable[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(each.user_id): each.user for each in members}
        to: Any = self.fields["to"]
        to.choices = [("", "Choose"), *((key, user.name) for key, user in self.members.items())]
        tasks: Any = self.fields["tasks"]
        tasks.choices = [(key, key) for key in offered]

    def clean(self) -> dict[str, Any]:
        """Ask for the day or the member where the act needs one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("act") == "snooze" and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", "Give the day until which to put off")
        if cleaned.get("act") == "reassign" and not cleaned.get("to"):
            self.add_error("to", "Choose who does it from now on")
        return cleaned

    @property
    def chosen(self) -> Any:
        """The member chosen."""
        return self.members[self.cleaned_data["to"]]

    @property
    def ticked(self) -> set[str]:
        """The keys of the tasks ticked, for the page that shows the form again."""
        listed = self.data.getlist("tasks") if hasattr(self.data, "getlist") else []
        return set(listed)

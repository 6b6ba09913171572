"""What is asked for a step, for naming who needs to know, and when a concern is closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from lco.teams.safeguarding import Stage, endings, rules
from web.teams.safeguarding.actions import NextStep
from web.teams.safeguarding.forms.checked import ConcernForm
from web.teams.safeguarding.forms.raising import words
from web.ui.forms import day_field


class StepForm(ConcernForm):
    """What is done next, by whom, until when."""

    is_checked = False
    title = forms.CharField(
        label="What is done next?", max_length=300, error_messages={"required": "Say what is done next"}
    )
    owner = forms.ChoiceField(
        label="Who does it?",
        help_text="They are named on the concern and see all of it.",
        error_messages={"required": "Choose who does it"},
    )
    due_on = day_field("By when?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose"), *self.people]

    def step(self) -> NextStep | None:
        """Return the step; None when nothing was said of one."""
        cleaned = self.cleaned_data
        if not cleaned.get("title"):
            return None
        owner = get_user_model().objects.get(pk=int(cleaned["owner"]))
        return NextStep(title=cleaned["title"], owner=owner, due_on=cleaned["due_on"])


class NameForm(ConcernForm):
    """Who else needs to know, and why."""

    is_checked = False
    users = forms.MultipleChoiceField(
        label="Who needs to know?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who needs to know"},
    )
    why = words("Why do they need to know?", rows=2, missing="Say why they need to know")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].choices = self.people


class CloseForm(ConcernForm):
    """What came of a concern, and whether the person got what they wanted."""

    ending = forms.ChoiceField(
        label="What came of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    wishes_met = forms.ChoiceField(
        label="Did the person get what they had said they wanted?",
        choices=rules().wishes,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the person got what they wanted"},
    )
    note = words("What was found and done, and what does the person say now?", missing="Say what came of it")

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        self.stage = stage
        super().__init__(*args, **kwargs)
        self.fields["ending"].choices = [(each.code, each.words) for each in endings(Stage(stage))]

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {"stage": self.stage}

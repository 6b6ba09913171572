"""How a plan was agreed, reviewed and copied; how far a goal was reached; who does what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from lco.teams.plans.attainment import LEVELS, level_in_words
from web.teams.plans.actions import Agreed
from web.teams.plans.forms.sections import DayInput
from web.teams.plans.models import Handing, Print, Way
from web.ui import formats
from web.ui.forms import OnceForm


def _day(label: str, *, hint: str = "", missing: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=DayInput(),
        error_messages={"required": missing, "invalid": missing},
    )


class _KeptForm(OnceForm):
    def kept(self) -> list[tuple[str, str]]:
        """Return name and text of everything entered, for a page that only shows it."""
        return [(name, self.data.get(name, "")) for name in self.fields]


class AgreeForm(_KeptForm):
    """With whom a plan was agreed, how, when, and when it is looked at again."""

    who = forms.CharField(
        label="With whom was it agreed?",
        help_text="The person, or who decides or speaks for them, by name.",
        max_length=200,
        error_messages={"required": "Say with whom it was agreed"},
    )
    way = forms.ChoiceField(
        label="How was it agreed?",
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was agreed"},
    )
    note = forms.CharField(
        label="Anything to add",
        help_text="For a best-interests decision: why the person cannot decide this, who was asked, and why "
        "it is in their interests.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done_on = _day("On which day?", missing="Give the day on which it was agreed")
    review_on = _day("When is it looked at again?", missing="Give the day of the next review")

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a best-interests decision."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("way") == Way.BEST_INTERESTS and not cleaned.get("note", "").strip():
            self.add_error("note", "Say why it is a best-interests decision and who was asked")
        return cleaned

    def agreed(self) -> Agreed:
        """Return what was answered."""
        cleaned = self.cleaned_data
        return Agreed(**{name: cleaned[name] for name in ("way", "who", "note", "done_on", "review_on")})

    def answers(self) -> list[tuple[str, str]]:
        """Return question and answer in words, to be checked before they are saved."""
        said = self.agreed()
        return [
            ("With whom", said.who),
            ("How", str(Way(said.way).label)),
            ("On which day", formats.day(said.done_on)),
            ("Anything to add", said.note or "Nothing written"),
            ("Looked at again", formats.day(said.review_on)),
        ]


class ReviewForm(AgreeForm):
    """What came of a review, and when the next one is."""

    field_order = ("key", "version", "note", "who", "way", "done_on", "review_on")
    note = forms.CharField(
        label="What came of the review?",
        help_text="What went well, what changed, what is to be different from now on.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what came of the review"},
    )


class GoalReviewForm(OnceForm):
    """How far the person has come towards a goal."""

    level = forms.TypedChoiceField(
        label="Where does the person stand today?",
        choices=[(level, level_in_words(level)) for level in LEVELS],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the five levels"},
    )
    reviewed_on = _day("On which day did you look at it together?", missing="Give the day")
    note = forms.CharField(
        label="What does the person say of it?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def describe(self, steps: Sequence[tuple[int, str]]) -> None:
        """Put what each level looks like beside its name."""
        self.fields["level"].choices = [
            (level, f"{level_in_words(level)}: {words}" if words else level_in_words(level))
            for level, words in steps
        ]


class ActionForm(OnceForm):
    """What somebody does for a goal, and by when."""

    title = forms.CharField(
        label="What is to be done?",
        max_length=300,
        error_messages={"required": "Say what is to be done"},
    )
    doer = forms.ChoiceField(
        label="Who does it?",
        help_text="A member of the team, or an organisation that finds somebody.",
        error_messages={"required": "Say who does it", "invalid_choice": "Say who does it"},
    )
    due_on = _day("By when?", missing="Give the day by which it is to be done")

    def __init__(self, *args: Any, doers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doer"].choices = [("", "Choose"), *doers]


class CopyForm(OnceForm):
    """In which print, how, to whom and when a copy was given."""

    print = forms.ChoiceField(
        label="What did you give?",
        choices=Print.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you gave"},
    )
    way = forms.ChoiceField(
        label="How did it reach the person?",
        choices=Handing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it reached the person"},
    )
    who = forms.CharField(
        label="Who took it?", max_length=200, error_messages={"required": "Say who took the copy"}
    )
    done_on = _day("On which day?", missing="Give the day on which it was given")

    def given(self) -> dict[str, str | date]:
        """Return what was answered."""
        return {name: self.cleaned_data[name] for name in ("print", "way", "who", "done_on")}

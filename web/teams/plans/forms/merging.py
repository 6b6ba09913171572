"""Two people changed the same words: what is to stand is chosen, entry by entry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from lco.teams.plans.content import ContentRefused, Entry, entry, from_json, to_json
from lco.teams.plans.merging import Conflict, Merged, combined
from lco.teams.plans.schema import FieldKind, Section, Shape
from web.ui.forms import OnceForm

THEIRS, YOURS, BOTH = "theirs", "yours", "both"


class MergeForm(OnceForm):
    """For each entry both changed: keep what they wrote, what you wrote, or a wording of both.

    `first` is the version you began from and `yours` the section as you wrote it: with `version`, the one you
    were shown, everything is merged again from the beginning when it is saved.
    """

    first = forms.IntegerField(widget=forms.HiddenInput)
    yours = forms.CharField(widget=forms.HiddenInput, max_length=200_000, required=False)

    def __init__(self, *args: Any, section: Section, merged: Merged, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section, self.merged = section, merged
        for conflict in merged.conflicts:
            self.fields[f"choice-{conflict.id}"] = _choice(conflict)
            if conflict.theirs and conflict.yours:
                self._ask_for_both(conflict)

    def _ask_for_both(self, conflict: Conflict) -> None:
        order = [field.id for field in self.section.fields]
        both = combined(conflict)
        for name in sorted(both, key=lambda name: order.index(name) if name in order else len(order)):
            text = both[name]
            asked = self.section.field(conflict.id if self.section.shape == Shape.WORDS else name)
            if asked is None:
                continue
            field = forms.CharField(
                label=asked.title, required=False, max_length=2 * asked.longest, initial=text
            )
            field.widget = forms.Textarea(attrs={"rows": 3}) if asked.kind == FieldKind.TEXT else field.widget
            if asked.kind == FieldKind.CHOICE:
                field = forms.ChoiceField(
                    label=asked.title,
                    required=False,
                    choices=list(asked.choices.items()),
                    initial=conflict.yours.fields.get(name, "") if conflict.yours else "",
                )
            self.fields[f"both-{conflict.id}-{name}"] = field

    def combined_of(self, conflict: Conflict) -> list[Any]:
        """Return the fields in which both wordings may be put together."""
        prefix = f"both-{conflict.id}-"
        return [self[name] for name in self.fields if name.startswith(prefix)]

    def choice_of(self, conflict: Conflict) -> Any:
        """Return the field in which one of the wordings is chosen."""
        return self[f"choice-{conflict.id}"]

    def decided(self) -> Mapping[tuple[str, str], Entry | None]:
        """Return each conflict as it was decided."""
        return {(each.section, each.id): self._decided(each) for each in self.merged.conflicts}

    def _decided(self, conflict: Conflict) -> Entry | None:
        chosen = self.cleaned_data[f"choice-{conflict.id}"]
        if chosen != BOTH:
            return conflict.theirs if chosen == THEIRS else conflict.yours
        prefix = f"both-{conflict.id}-"
        return entry(
            conflict.id,
            {
                name.removeprefix(prefix): value
                for name, value in self.cleaned_data.items()
                if name.startswith(prefix)
            },
        )


def packed(section: str, entries: tuple[Entry, ...]) -> str:
    """Return a section as one text for a hidden field."""
    return json.dumps(to_json({section: entries}).get(section, []))


def unpacked(section: str, text: str) -> tuple[Entry, ...]:
    """Return the section a hidden field holds.

    Raises:
        ContentRefused: when it holds something else.
    """
    try:
        return from_json({section: json.loads(text or "[]")}).get(section, ())
    except ValueError as wrong:
        raise ContentRefused("The form was damaged on its way: open the page again.") from wrong


def _choice(conflict: Conflict) -> forms.ChoiceField:
    theirs = "Keep what they wrote" if conflict.theirs else "Take it out, as they did"
    yours = "Keep what you wrote" if conflict.yours else "Take it out, as you did"
    choices = [(THEIRS, theirs), (YOURS, yours)]
    if conflict.theirs and conflict.yours:
        choices.append((BOTH, "Use the wording of both, below"))
    return forms.ChoiceField(
        label="What is to stand?",
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is to stand"},
    )

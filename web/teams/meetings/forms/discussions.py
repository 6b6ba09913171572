"""What is decided about a person: decision, coordinator, actions, next review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lco.teams.meetings import Leaving, lacking
from web.teams.cases import standards
from web.teams.meetings.actions import Decided, NewAction
from web.teams.meetings.forms.planning import DayField, words_field
from web.teams.meetings.models import AgendaItem
from web.teams.models import Membership
from web.teams.queries import today
from web.ui import formats
from web.ui.forms import OnceForm

FIRST_ROWS, MOST_ROWS = 2, 20


class DiscussionForm(OnceForm):
    """One person's discussion. It has as many rows for actions as ``rows`` says."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_ROWS)
    summary = words_field("What was said?", rows=2, most=4000)
    decision = words_field("What was decided?", "Write what was decided", rows=2)
    no_action_reason = words_field("If there is no action: why?", rows=1)
    coordinator = forms.TypedChoiceField(label="Coordinator", required=False, empty_value=None)
    review_on = DayField(label="Next review", required=False)
    minutes_spent = forms.IntegerField(label="Minutes spent", required=False, min_value=0, max_value=600)

    def __init__(
        self, *args: Any, item: AgendaItem, members: Sequence[Membership], actions: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.kept_actions, self.members = item, actions, members
        latest = standards.current().longest_review(item.case.intensity, on=today())
        self.fields["review_on"].help_text += f"; at the latest {formats.day(latest)}"
        self.users = {each.user_id: each.user for each in members}
        self.organisations = {each.user.organisation_id: each.user.organisation for each in members}
        coordinator = self.fields["coordinator"]
        coordinator.choices = [("", "Choose"), *((key, who.name) for key, who in self.users.items())]  # type: ignore[attr-defined]
        coordinator.coerce = lambda key: self.users[int(key)]  # type: ignore[attr-defined]
        for number in range(1, self.count + 1):
            self._row(number)

    @property
    def count(self) -> int:
        """Rows for actions."""
        given = str(self.data.get("rows", "")) if self.is_bound else ""
        return min(max(int(given), 1), MOST_ROWS) if given.isdigit() else FIRST_ROWS

    def with_more_rows(self) -> Any:
        """Return the same answers with one more row for an action."""
        data = self.data.copy()
        data["rows"] = str(min(self.count + 1, MOST_ROWS))
        return self._like(data)

    def again(self, *, version: int | None) -> Any:
        """Return the same answers as a form opened now, beside what was saved meanwhile."""
        data = self.data.copy()
        data["version"] = "" if version is None else str(version)
        return self._like(data)

    def action_rows(self) -> list[tuple[Any, Any, Any]]:
        """Return title, owner and day of each action."""
        return [(self[f"action_{n}"], self[f"owner_{n}"], self[f"due_{n}"]) for n in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        """Hold to the rule of leaving; ask for owner and day of each action."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        written = [self._check_row(number, cleaned) for number in range(1, self.count + 1)]
        leaving = Leaving(
            has_coordinator=bool(cleaned.get("coordinator")),
            actions=self.kept_actions + sum(written),
            no_action_reason=cleaned.get("no_action_reason", ""),
            review_on=cleaned.get("review_on"),
        )
        latest = standards.current().longest_review(self.item.case.intensity, on=today())
        for name, sentence in lacking(leaving, on=today(), latest=latest).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def decided(self) -> Decided:
        """Return what was decided."""
        cleaned = self.cleaned_data
        names = ("summary", "decision", "no_action_reason", "coordinator", "review_on", "minutes_spent")
        rows = [number for number in range(1, self.count + 1) if cleaned.get(f"action_{number}")]
        return Decided(
            **{name: cleaned[name] for name in names}, actions=tuple(self._action(number) for number in rows)
        )

    def _like(self, data: Any) -> Any:
        return type(self)(data, item=self.item, members=self.members, actions=self.kept_actions)

    def _check_row(self, number: int, cleaned: dict[str, Any]) -> bool:
        if not cleaned.get(f"action_{number}"):
            return False
        if not cleaned.get(f"owner_{number}"):
            self.add_error(f"owner_{number}", f"Say who does action {number}")
        if not cleaned.get(f"due_{number}") and f"due_{number}" not in self.errors:
            self.add_error(f"due_{number}", f"Say by when action {number} is done")
        elif cleaned.get(f"due_{number}") and cleaned[f"due_{number}"] < today():
            self.add_error(f"due_{number}", f"Set a day that is still to come for action {number}")
        return True

    def _action(self, number: int) -> NewAction:
        cleaned = self.cleaned_data
        kind, key = cleaned[f"owner_{number}"].split(":")
        who = (self.users if kind == "user" else self.organisations)[int(key)]
        return NewAction(
            title=cleaned[f"action_{number}"],
            due_on=cleaned[f"due_{number}"],
            owner=who if kind == "user" else None,
            organisation=None if kind == "user" else who,
        )

    def _row(self, number: int) -> None:
        owners = [(f"user:{key}", who.name) for key, who in self.users.items()]
        owners += [(f"organisation:{key}", each.name) for key, each in self.organisations.items()]
        self.fields[f"action_{number}"] = forms.CharField(
            label=f"Action {number}", required=False, max_length=300
        )
        self.fields[f"owner_{number}"] = forms.ChoiceField(
            label=f"Who does action {number}?", required=False, choices=[("", "Choose"), *owners]
        )
        self.fields[f"due_{number}"] = DayField(
            label=f"By when is action {number} done?", required=False, help_text=""
        )

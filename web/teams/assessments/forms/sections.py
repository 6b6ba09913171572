"""The form of one page of a questionnaire, made from its definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from lco.teams.questionnaires.answering import problems
from lco.teams.questionnaires.asking import asked
from lco.teams.questionnaires.entering import OTHER, AnswerRefused, key_of, typed
from lco.teams.questionnaires.items import Item, Kind, Questionnaire, Section
from lco.teams.questionnaires.values import Answers, Value
from web.ui.forms import OnceForm

NO_ANSWER = "none"
_RADIOS_MOST = 12


class DayInput(forms.DateInput):
    """A date as the browser asks for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def field_names(questionnaire: Questionnaire) -> Mapping[str, str]:
    """Return the name of the field of each item: its place, since a linkId may be any text."""
    return {link_id: f"i{place}" for place, link_id in enumerate(questionnaire.index)}


class SectionForm(OnceForm):
    """One section's questions, beside all answers so far; `version` is the mark of the page's answers."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(
        self,
        data: Any = None,
        *,
        questionnaire: Questionnaire,
        section: Section,
        answers: Answers,
        told: Mapping[str, str] | None = None,
        is_finishing: bool = True,
        **kwargs: Any,
    ) -> None:
        self.questionnaire, self.section, self.is_finishing = questionnaire, section, is_finishing
        self.kept_answers = answers
        self.names = field_names(questionnaire)
        self.questions = [item for item in section.walk() if item.kind.is_question and not item.is_read_only]
        self.answers: dict[str, tuple[Value, ...]] = {}
        super().__init__(data, **kwargs)
        self.told = told or {}
        for item in self.questions:
            self._add(item)

    @property
    def link_ids(self) -> list[str]:
        """The questions of the page that take an answer here."""
        return [item.link_id for item in self.questions]

    @property
    def merged(self) -> dict[str, tuple[Value, ...]]:
        """All answers, those of this page as they were typed."""
        if not self.is_bound:
            return dict(self.kept_answers)
        others = {k: v for k, v in self.kept_answers.items() if k not in set(self.link_ids)}
        return {**others, **self.answers}

    @property
    def opened_meanwhile(self) -> list[Item]:
        """The questions that these answers open and that nobody has seen yet."""
        now = asked(self.questionnaire, self.merged)
        return [item for item in self.questions if item.link_id in now - self._seen()]

    def _seen(self) -> set[str]:
        """Return the items that were on the page when it was sent: only they can lack an answer."""
        names = set(self.cleaned_data.get("shown", "").split())
        return {link_id for link_id, name in self.names.items() if name in names}

    def clean(self) -> dict[str, Any]:
        """Make values of what was typed; what is wrong is said only of questions that are asked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        unread: dict[str, str] = {}
        for item in self.questions:
            try:
                values = typed(item, self._texts(item, cleaned), other=cleaned.get(self._other(item)) or "")
            except AnswerRefused as refused:
                unread[item.link_id] = str(refused)
            else:
                self.answers.update({item.link_id: values} if values else {})
        now = asked(self.questionnaire, self.merged)
        for link_id, sentence in unread.items():
            if link_id in now:
                self.add_error(self.names[link_id], sentence)
        self._refuse(unread)
        return cleaned

    def _refuse(self, unread: Iterable[str]) -> None:
        within = {item.link_id for item in self.section.walk()} - set(unread)
        found = problems(self.questionnaire, self.merged, within=within, is_finishing=False)
        if self.is_finishing:
            found += problems(self.questionnaire, self.merged, within=within & self._seen())
        for problem in dict.fromkeys(found):
            name = self.names.get(problem.link_id)
            self.add_error(name if name in self.fields else None, problem.sentence)

    def _texts(self, item: Item, cleaned: Mapping[str, Any]) -> Sequence[str]:
        found = cleaned.get(self.names[item.link_id]) or []
        texts = found if isinstance(found, list) else [found]
        return [text for text in texts if text != NO_ANSWER]

    def _other(self, item: Item) -> str:
        return f"{self.names[item.link_id]}-other"

    def _add(self, item: Item) -> None:
        name, values = self.names[item.link_id], self.kept_answers.get(item.link_id, ())
        field = _field(item)
        field.label = item.title if item.is_required else f"{item.title} (optional)"
        field.help_text = " ".join(filter(None, (item.hint, self.told.get(item.link_id, ""))))
        field.required = False
        field.initial = _shown(item, values)
        self.fields[name] = field
        if item.kind is Kind.OPEN_CHOICE:
            other = forms.CharField(label=f"If other, what: {item.text}", required=False)
            other.initial = next((str(each) for each in values if key_of(item, each) == OTHER), "")
            self.fields[self._other(item)] = other


def _field(item: Item) -> forms.Field:
    if item.kind is Kind.BOOLEAN:
        return forms.ChoiceField(
            choices=_open([("yes", "Yes"), ("no", "No")], item), widget=forms.RadioSelect
        )
    if item.kind.has_options:
        return _choice(item)
    if item.kind is Kind.TEXT or item.is_repeating:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    if item.kind is Kind.DATE:
        return forms.CharField(widget=DayInput())
    attrs = {"inputmode": "numeric"} if item.kind is Kind.INTEGER else {}
    attrs = {"inputmode": "decimal"} if item.kind is Kind.DECIMAL else attrs
    return forms.CharField(widget=forms.TextInput(attrs=attrs))


def _choice(item: Item) -> forms.Field:
    choices = [(str(place), option.title) for place, option in enumerate(item.options)]
    choices += [(OTHER, "Other")] if item.kind is Kind.OPEN_CHOICE else []
    if item.is_repeating:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    if len(choices) > _RADIOS_MOST:
        return forms.ChoiceField(choices=[("", "Choose"), *choices])
    return forms.ChoiceField(choices=_open(choices, item), widget=forms.RadioSelect)


def _open(choices: list[tuple[str, str]], item: Item) -> list[tuple[str, str]]:
    """Let an answer that is not required be taken back."""
    return choices if item.is_required else [*choices, (NO_ANSWER, "No answer")]


def _shown(item: Item, values: tuple[Value, ...]) -> Any:
    """Return the answers so far as the field shows them."""
    if item.kind is Kind.BOOLEAN:
        return ("yes" if values[0] else "no") if values else None
    if item.kind.has_options:
        keys = [key_of(item, value) for value in values]
        return keys if item.is_repeating else (keys[0] if keys else None)
    return "\n".join(f"{value:f}" if hasattr(value, "as_tuple") else str(value) for value in values)

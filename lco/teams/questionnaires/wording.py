"""A questionnaire in words: what is asked, what can be answered, and when."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lco.teams.questionnaires.answering import in_words, said
from lco.teams.questionnaires.items import Condition, Item, Kind, Operator, Questionnaire

_SIGNS: Mapping[Operator, str] = MappingProxyType(
    {
        Operator.EQUAL: "is",
        Operator.NOT_EQUAL: "is not",
        Operator.GREATER: "is more than",
        Operator.LESS: "is less than",
        Operator.AT_LEAST: "is at least",
        Operator.AT_MOST: "is at most",
    }
)
_KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.STRING: "A few words",
        Kind.TEXT: "Words",
        Kind.BOOLEAN: "Yes or no",
        Kind.INTEGER: "A whole number",
        Kind.DECIMAL: "A number",
        Kind.DATE: "A date",
    }
)


def when_asked(questionnaire: Questionnaire, item: Item) -> str:
    """Return in words when an item is asked; empty when it always is."""
    if not item.conditions:
        return ""
    joined = " and " if item.needs_all else " or "
    return "Asked when " + joined.join(_condition(questionnaire, each) for each in item.conditions)


def what_is_answered(item: Item) -> str:
    """Return in words what can be answered: the options with their weights, or the kind with its limits."""
    if not item.kind.has_options:
        several = ", one a line" if item.is_repeating else ""
        return f"{_KINDS.get(item.kind, '')}{_limits(item)}{several}"
    titles = [_option(option.title, option.weight) for option in item.options]
    own = ["own words"] if item.kind is Kind.OPEN_CHOICE else []
    return f"{'Any' if item.is_repeating else 'One'} of: {'; '.join(titles + own)}"


def _option(title: str, weight: object) -> str:
    return title if weight is None else f"{title} ({weight})"


def _limits(item: Item) -> str:
    if item.least is not None and item.most is not None:
        return f" from {said(item.least)} to {said(item.most)}"
    if item.least is not None:
        return f" from {said(item.least)} on"
    return f" up to {said(item.most)}" if item.most is not None else ""


def _condition(questionnaire: Questionnaire, condition: Condition) -> str:
    question = questionnaire.index[condition.question]
    if condition.operator is Operator.EXISTS:
        return f"'{question.text}' has {'an' if condition.answer else 'no'} answer"
    return f"'{question.text}' {_SIGNS[condition.operator]} '{in_words(question, condition.answer)}'"

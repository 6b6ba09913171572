"""Everything that is wrong with answers, in sentences somebody can act on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lco.teams.questionnaires.asking import asked
from lco.teams.questionnaires.items import Item, Kind, Questionnaire
from lco.teams.questionnaires.values import Answers, Coding, Value, same

# The longest answer in words where the questionnaire says none [D].
LONGEST_TEXT = 10_000
LONGEST_STRING = 1_000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and with which item."""

    link_id: str
    sentence: str


def problems(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    within: Collection[str] | None = None,
    is_finishing: bool = True,
) -> tuple[Problem, ...]:
    """Return what is wrong with the answers of the items that are asked, in order.

    Args:
        questionnaire: what was asked.
        answers: all answers so far.
        within: only these items; all when not given.
        is_finishing: whether what is required has to be there.
    """
    now = asked(questionnaire, answers)
    unknown = [
        Problem(link_id, f"There is no question '{link_id[:60]}' in {questionnaire.title}.")
        for link_id in answers
        if link_id not in questionnaire.index
    ]
    found = [
        problem
        for item in questionnaire.index.values()
        if item.link_id in now and (within is None or item.link_id in within)
        for problem in _of_item(item, answers, now, is_finishing=is_finishing)
    ]
    return tuple(unknown + found)


def _of_item(item: Item, answers: Answers, now: Collection[str], *, is_finishing: bool) -> Iterator[Problem]:
    values = answers.get(item.link_id, ())
    if is_finishing and item.is_required and _is_missing(item, answers, now):
        yield Problem(item.link_id, _missing(item))
    if values and not item.kind.is_question:
        yield Problem(item.link_id, f"'{item.text}' is no question and takes no answer")
        return
    if len(values) > 1 and not item.is_repeating:
        yield Problem(item.link_id, f"Give one answer to '{item.text}', not {len(values)}")
    for value in values:
        sentence = wrong(item, value)
        if sentence:
            yield Problem(item.link_id, sentence)


def _is_missing(item: Item, answers: Answers, now: Collection[str]) -> bool:
    if item.kind.is_question:
        return not answers.get(item.link_id)
    # A group that is required takes one answer at the least, somewhere within it.
    return not any(answers.get(each.link_id) for each in item.walk() if each.link_id in now)


def _missing(item: Item) -> str:
    if item.kind is Kind.GROUP:
        return f"Answer at least one question of '{item.text}'"
    return f"{'Choose an answer to' if item.kind.has_options else 'Answer'} '{item.text}'"


def wrong(item: Item, value: Value) -> str:
    """Return what is wrong with one value of a question, in a sentence; empty when nothing is."""
    if not _is_of_kind(item.kind, value):
        return f"The answer to '{item.text}' is not {_A_KIND[item.kind]}"
    if item.kind.has_options and not _is_option(item, value):
        return f"Choose one of the answers listed for '{item.text}'"
    if item.is_read_only and not any(same(value, each) for each in item.initial):
        return f"The answer to '{item.text}' is fixed and cannot be changed"
    if isinstance(value, str):
        longest = longest_of(item)
        return f"Write at most {longest:,} characters for '{item.text}'" if len(value) > longest else ""
    return _out_of_bounds(item, value)


def longest_of(item: Item) -> int:
    """Return how many characters an answer in words may have."""
    return item.longest or (LONGEST_TEXT if item.kind is Kind.TEXT else LONGEST_STRING)


def _out_of_bounds(item: Item, value: Any) -> str:
    """Return what is wrong with a number or a date outside the limits of its question."""
    if not item.kind.has_order:
        return ""
    is_day = item.kind is Kind.DATE
    if item.least is not None and value < item.least:
        return f"'{item.text}' has to be {'on or after' if is_day else 'at least'} {said(item.least)}"
    if item.most is not None and value > item.most:
        return f"'{item.text}' has to be {'on or before' if is_day else 'at most'} {said(item.most)}"
    return ""


def said(limit: Decimal | date) -> str:
    """Return a limit or a day as a page shows it."""
    return f"{limit.day} {limit:%B %Y}" if isinstance(limit, date) else f"{limit:f}"


def _is_option(item: Item, value: Value) -> bool:
    if any(same(option.value, value) for option in item.options):
        return True
    return item.kind is Kind.OPEN_CHOICE and isinstance(value, str) and bool(value.strip())


def _is_of_kind(kind: Kind, value: Value) -> bool:
    match kind:
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.DECIMAL:
            return isinstance(value, Decimal)
        case Kind.DATE:
            return isinstance(value, date)
        case Kind.STRING | Kind.TEXT:
            return isinstance(value, str)
    return not isinstance(value, bool)


_A_KIND = {
    Kind.BOOLEAN: "yes or no",
    Kind.INTEGER: "a whole number",
    Kind.DECIMAL: "a number",
    Kind.DATE: "a date",
    Kind.STRING: "words",
    Kind.TEXT: "words",
    Kind.CHOICE: "one of the answers listed",
    Kind.OPEN_CHOICE: "one of the answers listed or words",
}


def in_words(item: Item, value: Value) -> str:
    """Return one answer as a page shows it."""
    for option in item.options:
        if same(option.value, value):
            return option.title
    match value:
        case bool():
            return "Yes" if value else "No"
        case date():
            return said(value)
        case Decimal():
            return f"{value:f}"
        case Coding():
            return value.display or value.code
    return str(value)

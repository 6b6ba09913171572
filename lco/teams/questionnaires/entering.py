"""Answers as they are typed in or chosen on a page, made into values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from lco.teams.questionnaires.items import Item, Kind
from lco.teams.questionnaires.values import DIGITS, LARGEST_INTEGER, Value, same

OTHER = "other"
_MOST_ANSWERS = 100


class AnswerRefused(ValueError):
    """What was typed is no answer to the question; the message says what to do."""


def typed(item: Item, texts: Sequence[str], *, other: str = "") -> tuple[Value, ...]:
    """Return the answer of a question from what was typed or chosen.

    Args:
        item: the question.
        texts: one text; the keys of the options chosen (their place in the list, or ``other``); of a
            question that repeats one text a line.
        other: the words beside ``other`` of an open choice.

    Raises:
        AnswerRefused: when it is no answer to the question.
    """
    if item.kind is Kind.BOOLEAN:
        return tuple(_yes_or_no(text) for text in texts if text)
    if item.kind.has_options:
        return tuple(_chosen(item, text, other.strip()) for text in texts if text)
    if item.is_repeating:
        texts = [line for text in texts for line in text.splitlines()]
    if len(texts) > _MOST_ANSWERS:
        raise AnswerRefused(f"Give at most {_MOST_ANSWERS} answers to '{item.text}'")
    return tuple(_written(item, text.strip()) for text in texts if text.strip())


def _yes_or_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise AnswerRefused("Choose yes or no")
    return text == "yes"


def _chosen(item: Item, key: str, other: str) -> Value:
    if key == OTHER and item.kind is Kind.OPEN_CHOICE:
        if not other:
            raise AnswerRefused(f"Write the other answer to '{item.text}'")
        return other
    if not key.isascii() or not key.isdigit() or len(key) > 4 or int(key) >= len(item.options):
        raise AnswerRefused(f"Choose one of the answers listed for '{item.text}'")
    return item.options[int(key)].value


def key_of(item: Item, value: Value) -> str:
    """Return the key of the option that is `value`; ``other`` where none is."""
    for place, option in enumerate(item.options):
        if same(option.value, value):
            return str(place)
    return OTHER


def _written(item: Item, text: str) -> Value:
    match item.kind:
        case Kind.INTEGER:
            return int(_number(item, text, is_whole=True))
        case Kind.DECIMAL:
            return _number(item, text, is_whole=False)
        case Kind.DATE:
            return _date(item, text)
    return text


def _number(item: Item, text: str, *, is_whole: bool) -> Decimal:
    try:
        number = Decimal(text) if text.isascii() and "_" not in text else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    digits = number.as_tuple()
    is_small = number.is_finite() and abs(number.adjusted()) < DIGITS and len(digits.digits) <= DIGITS
    if not is_small or (is_whole and not _is_integer(number)):
        example = "a whole number, such as 7" if is_whole else "a number, such as 7.5"
        raise AnswerRefused(f"Give '{item.text}' as {example}")
    return number


def _is_integer(number: Decimal) -> bool:
    return number == number.to_integral_value() and abs(number) <= LARGEST_INTEGER


def _date(item: Item, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise AnswerRefused(f"Give '{item.text}' as a date: year, month and day") from error

"""Reads the items of a questionnaire. What cannot be asked here is refused by its linkId, never left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lco.teams.questionnaires.items import Condition, Item, Kind, Operator
from lco.teams.questionnaires.reading_source import QuestionnaireRefused, Source
from lco.teams.questionnaires.reading_values import (
    TYPES,
    bands,
    bounds,
    holding,
    options,
    value_of,
)

_DEEPEST, _MOST_ITEMS, _MOST_CONDITIONS = 6, 500, 20
_CANNOT = {
    "quantity": "use decimal and say the unit in the text",
    "dateTime": "use date",
    "time": "use string",
    "url": "use string",
    "attachment": "keep papers elsewhere and ask where they stand",
    "reference": "use string",
    "question": "say what kind of answer it takes",
}
# Parts of an item that would change what is asked, and that are not done here.
_PARTS_REFUSED = {
    "answerValueSet": "list the answers as answerOption",
    "modifierExtension": "take it out",
}
_BEHAVIOURS = {"all": True, "any": False}


def read_items(listed: Any) -> tuple[Item, ...]:
    """Return the items of the first level with all under them.

    Raises:
        QuestionnaireRefused: when one cannot be asked here.
    """
    room = [_MOST_ITEMS]
    return tuple(_item(each, room, 1) for each in _list(listed, "the questionnaire"))


def check_conditions(index: Mapping[str, Item]) -> None:
    """Refuse conditions on items that are not there, take no answer or another kind of it.

    Raises:
        QuestionnaireRefused: naming the item whose condition it is.
    """
    for item in index.values():
        for condition in item.conditions:
            asked = index.get(condition.question)
            if asked is None or not asked.kind.is_question:
                raise QuestionnaireRefused(
                    f"'{item.link_id}' depends on '{condition.question[:60]}', which is no question of it"
                )
            _check_comparison(item.link_id, condition, asked)


def _check_comparison(link_id: str, condition: Condition, asked: Item) -> None:
    sign = condition.operator
    if sign is Operator.EXISTS:
        return
    if sign.needs_order and not asked.kind.has_order:
        raise QuestionnaireRefused(
            f"'{link_id}' asks whether '{asked.link_id}' is {sign} something, but its answers have no order"
        )
    if type(condition.answer) not in _taken(asked):
        raise QuestionnaireRefused(
            f"'{link_id}' compares '{asked.link_id}' with an answer of another kind than it takes"
        )


def _taken(asked: Item) -> frozenset[type]:
    """Return the types of the answers that a question takes."""
    if not asked.kind.has_options:
        return TYPES[asked.kind]
    listed = frozenset(type(option.value) for option in asked.options)
    return listed | {str} if asked.kind is Kind.OPEN_CHOICE else listed


def _item(found: Any, room: list[int], depth: int) -> Item:
    source = Source.of(found)
    room[0] -= 1
    if room[0] < 0:
        raise QuestionnaireRefused(f"it has more than {_MOST_ITEMS} items: make two of it")
    if depth > _DEEPEST:
        raise QuestionnaireRefused(
            f"'{source.link_id}' stands more than {_DEEPEST} levels deep: lay groups side by side"
        )
    for part, instead in _PARTS_REFUSED.items():
        if found.get(part):
            raise source.refuse(f"has {part}, which cannot be done here: {instead}")
    source.refuse_extensions()
    kind = _kind(source)
    children = tuple(_item(each, room, depth + 1) for each in _list(found.get("item", []), source.link_id))
    return _built(source, kind, children)


def _built(source: Source, kind: Kind, children: tuple[Item, ...]) -> Item:
    least, most = bounds(source, kind)
    is_repeating = source.flag("repeats")
    _refuse_what_cannot_be(source, kind, children, is_repeating=is_repeating)
    hints = [each.text for each in children if each.kind is Kind.DISPLAY] if kind.is_question else []
    if kind.is_question:
        children = tuple(each for each in children if each.kind is not Kind.DISPLAY)
    return Item(
        link_id=source.link_id,
        kind=kind,
        text=source.words("text", 1_000, is_needed=kind.is_question or kind is Kind.DISPLAY),
        prefix=source.words("prefix", 20),
        hint=" ".join(hints),
        is_required=source.flag("required"),
        is_repeating=is_repeating,
        is_read_only=source.flag("readOnly"),
        longest=source.count("maxLength"),
        least=least,
        most=most,
        options=options(source, kind),
        conditions=_conditions(source),
        needs_all=_needs_all(source),
        initial=_initial(source, kind),
        holds=holding(source),
        bands=bands(source),
        codes=source.codes(),
        items=children,
    )


def _refuse_what_cannot_be(
    source: Source, kind: Kind, children: tuple[Item, ...], *, is_repeating: bool
) -> None:
    nested = [each for each in children if each.kind is not Kind.DISPLAY]
    if kind is Kind.GROUP and is_repeating:
        raise source.refuse("is a group that repeats, which cannot be asked here: write the group out")
    if kind is Kind.DISPLAY and children:
        raise source.refuse("is of type display and has items under it: make it a group")
    if kind.is_question and is_repeating and nested:
        raise source.refuse("repeats and has questions under it, which cannot be asked here")
    if kind in {Kind.GROUP, Kind.DISPLAY} and (source.found.get("initial") or source.flag("readOnly")):
        raise source.refuse(f"is of type {kind} and cannot have an answer set beforehand")


def _kind(source: Source) -> Kind:
    name = source.found.get("type")
    if isinstance(name, str) and name in set(Kind):
        return Kind(name)
    known = ", ".join(Kind)
    if isinstance(name, str) and name in _CANNOT:
        raise source.refuse(f"is of type {name}, which cannot be asked here: {_CANNOT[name]}")
    raise source.refuse(f"has the type '{str(name)[:40]}', which is unknown: use one of {known}")


def _conditions(source: Source) -> tuple[Condition, ...]:
    listed = _list(source.found.get("enableWhen", []), source.link_id)
    if len(listed) > _MOST_CONDITIONS:
        raise source.refuse(f"has more than {_MOST_CONDITIONS} conditions: put a group around it")
    return tuple(_condition(source, each) for each in listed)


def _condition(source: Source, found: Any) -> Condition:
    if not isinstance(found, dict) or not isinstance(found.get("question"), str):
        raise source.refuse("has an enableWhen that names no question")
    sign = found.get("operator")
    if sign not in set(Operator):
        raise source.refuse(f"compares by '{str(sign)[:20]}': use one of {' '.join(Operator)}")
    answer = value_of(source, found, "answer")
    if sign == Operator.EXISTS and not isinstance(answer, bool):
        raise source.refuse("asks whether an answer exists and has to say true or false")
    return Condition(found["question"], Operator(sign), answer)


def _needs_all(source: Source) -> bool:
    behaviour = source.found.get("enableBehavior")
    several = len(source.found.get("enableWhen", [])) > 1
    if behaviour not in _BEHAVIOURS and (several or behaviour is not None):
        raise source.refuse("has several conditions: its enableBehavior has to say all or any")
    return _BEHAVIOURS.get(behaviour, True) if isinstance(behaviour, str) else True


def _initial(source: Source, kind: Kind) -> tuple[Any, ...]:
    listed = _list(source.found.get("initial", []), source.link_id)
    chosen = [each for each in source.found.get("answerOption", []) if each.get("initialSelected") is True]
    values = tuple(value_of(source, each, "value", kind) for each in [*listed, *chosen])
    if len(values) > 1 and not source.flag("repeats"):
        raise source.refuse("has several answers set beforehand but does not repeat")
    return values


def _list(found: Any, where: str) -> list[Any]:
    if not isinstance(found, list):
        raise QuestionnaireRefused(f"'{where[:60]}' has no list where one belongs")
    return found

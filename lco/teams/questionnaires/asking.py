"""Which items are asked, given the answers so far (FHIR: enableWhen and enableBehavior).

An item is asked when what it stands under is asked and its conditions hold. The answers of an item that is
not asked count for nothing. As in FHIR R4 and, where R4 is not plain, R5: ``!=`` holds when no answer is
equal, also where there is none; the other comparisons hold when one answer meets them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lco.teams.questionnaires.items import Condition, Item, Kind, Operator, Questionnaire
from lco.teams.questionnaires.values import Answers, Value, same

_COMPARED: Mapping[Operator, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        Operator.GREATER: operator.gt,
        Operator.LESS: operator.lt,
        Operator.AT_LEAST: operator.ge,
        Operator.AT_MOST: operator.le,
    }
)


def asked(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """Return the linkIds of the items that are asked now."""
    found: set[str] = set()

    def counted(link_id: str) -> tuple[Value, ...]:
        return answers.get(link_id, ()) if link_id in found else ()

    # In the order of dependence: what an item depends on is decided before it.
    for link_id in questionnaire.order:
        item = questionnaire.index[link_id]
        if _is_open(questionnaire, item, found, counted) and _hold(item, counted):
            found.add(link_id)
    return frozenset(found)


def counting(questionnaire: Questionnaire, answers: Answers) -> dict[str, tuple[Value, ...]]:
    """Return the answers that count: those of questions that are asked, in the order of the questionnaire."""
    now = asked(questionnaire, answers)
    return {
        item.link_id: answers[item.link_id]
        for item in questionnaire.questions
        if item.link_id in now and answers.get(item.link_id)
    }


def holds(condition: Condition, values: tuple[Value, ...]) -> bool:
    """Say whether `condition` holds for the answers of the question it names."""
    if condition.operator is Operator.EXISTS:
        return bool(values) is condition.answer
    if condition.operator is Operator.EQUAL:
        return any(same(value, condition.answer) for value in values)
    if condition.operator is Operator.NOT_EQUAL:
        return not any(same(value, condition.answer) for value in values)
    return any(_COMPARED[condition.operator](value, condition.answer) for value in values)


def _is_open(
    questionnaire: Questionnaire, item: Item, found: set[str], counted: Callable[[str], tuple[Value, ...]]
) -> bool:
    above = questionnaire.parents.get(item.link_id)
    if above is None:
        return True
    if above not in found:
        return False
    # What stands under a question is about its answer.
    return questionnaire.index[above].kind is Kind.GROUP or bool(counted(above))


def _hold(item: Item, counted: Callable[[str], tuple[Value, ...]]) -> bool:
    if not item.conditions:
        return True
    answers = (holds(condition, counted(condition.question)) for condition in item.conditions)
    return all(answers) if item.needs_all else any(answers)

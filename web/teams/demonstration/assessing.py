"""Made-up assessments: every question that is asked is answered, one way or another."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lco.teams.questionnaires.answering import problems
from lco.teams.questionnaires.asking import asked
from lco.teams.questionnaires.items import Holds, Item, Kind, Questionnaire
from lco.teams.questionnaires.values import Value
from web.records.models import Person
from web.teams.assessments import actions
from web.teams.assessments.keeping import mark
from web.teams.assessments.models import Assessment
from web.teams.assessments.shelf import shelf
from web.teams.demonstration.steps import key_of

_ROUNDS = 6  # an answer may open further questions, and these further ones
_STRENGTHS = ("Knows the neighbours well", "Cooks simple meals", "Has a good sense of humour", "A son nearby")
_NEEDS = ("Help with the stairs", "Somebody to talk to", "Medicines put in order", "A rest for the carer")
_WORDS = (
    "Being at home, and my garden.",
    "Seeing the grandchildren on Sundays.",
    "Going to the market again.",
)


def assess(
    by: Any, person: Person, name: str, chance: random.Random, *, is_finished: bool = True
) -> Assessment:
    """Ask the newest version of a questionnaire; leave it half answered when it is not to be finished."""
    questionnaire = shelf().newest[name]
    draft = actions.start(
        by=by, person=person, questionnaire=questionnaire, key=key_of("assessment", name, person.pk)
    )
    answers = _answers(questionnaire, chance)
    if not is_finished:
        answers = dict(list(answers.items())[: len(answers) // 2])
    draft = actions.save(
        by=by,
        assessment=draft,
        link_ids=list(answers),
        changes=answers,
        beside=mark(draft, list(answers)),
        key=key_of("assessment saved", name, person.pk),
    )
    if not is_finished:
        return draft
    return actions.finish(
        by=by, assessment=draft, version=draft.version, key=key_of("assessment finished", name, person.pk)
    )


def _answers(questionnaire: Questionnaire, chance: random.Random) -> dict[str, tuple[Value, ...]]:
    answers: dict[str, tuple[Value, ...]] = {}
    for _ in range(_ROUNDS):
        now = asked(questionnaire, answers)
        waiting = [item for item in questionnaire.questions if _waits(item, now, answers)]
        if not waiting:
            break
        answers.update({item.link_id: _answer(item, chance) for item in waiting})
    wrong = problems(questionnaire, answers)
    if wrong:
        raise ValueError(f"{questionnaire.name} cannot be answered by chance: {wrong}")
    return answers


def _waits(item: Item, now: Collection[str], answers: Collection[str]) -> bool:
    return item.link_id in now and item.link_id not in answers and not item.is_read_only


def _answer(item: Item, chance: random.Random) -> tuple[Value, ...]:
    if item.kind.has_options:
        return (chance.choice(item.options).value,)
    if item.kind is Kind.BOOLEAN:
        return (chance.random() < 0.3,)
    if item.kind is Kind.DATE:
        return (_between(item, date(2024, 1, 1), date(2026, 1, 1)),)
    if item.kind.has_order:
        least, most = Decimal(item.least or 0), Decimal(item.most or 10)  # type: ignore[arg-type]
        number = int(least) + chance.randint(0, max(0, int(most - least)))
        return (number if item.kind is Kind.INTEGER else Decimal(number),)
    return (_said(item, chance)[: item.longest],)


def _between(item: Item, least: date, most: date) -> date:
    first = item.least if isinstance(item.least, date) else least
    last = item.most if isinstance(item.most, date) else most
    return min(first + timedelta(days=30), last)


def _said(item: Item, chance: random.Random) -> str:
    if item.holds is Holds.STRENGTH:
        return chance.choice(_STRENGTHS)
    return chance.choice(_NEEDS if item.holds is Holds.NEED else _WORDS)

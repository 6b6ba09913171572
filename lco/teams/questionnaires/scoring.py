"""Scores that a questionnaire itself declares: sums of its weights, and words for stretches of answers.

A weight stands at an answer as FHIR's ``ordinalValue``. Nothing is scored that the file does not weigh.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lco.teams.questionnaires.asking import asked
from lco.teams.questionnaires.items import Item, Kind, Questionnaire
from lco.teams.questionnaires.values import Answers, Value, same


@dataclass(frozen=True)
class Score:
    """What came of weighed or banded questions; `value` is None while one that is asked has no answer."""

    title: str
    value: Decimal | None
    most: Decimal | None = None
    band: str = ""

    @property
    def in_words(self) -> str:
        """The score as a page shows it."""
        if self.value is None:
            return "Not known: a question of it has no answer"
        number = f"{self.value.normalize():f}"
        of = f" of {self.most.normalize():f}" if self.most is not None else ""
        return f"{number}{of}{f': {self.band}' if self.band else ''}"


def scores(questionnaire: Questionnaire, answers: Answers) -> tuple[Score, ...]:
    """Return a sum for each group with weighed questions, then a line for each question with bands."""
    now = asked(questionnaire, answers)
    groups = [item for item in questionnaire.index.values() if item.kind is Kind.GROUP]
    sums = [_sum(group.text, _weighed(group), answers, now) for group in groups if _weighed(group)]
    loose = tuple(item for item in questionnaire.items if item.kind is not Kind.GROUP and _is_weighed(item))
    sums += [_sum(questionnaire.title, loose, answers, now)] if loose else []
    banded = [_band(item, answers, now) for item in questionnaire.questions if item.bands]
    return tuple(score for score in [*sums, *banded] if score is not None)


def _weighed(group: Item) -> tuple[Item, ...]:
    return tuple(item for item in group.items if _is_weighed(item))


def _is_weighed(item: Item) -> bool:
    return any(option.weight is not None for option in item.options)


def _sum(title: str, items: tuple[Item, ...], answers: Answers, now: frozenset[str]) -> Score | None:
    items = tuple(item for item in items if item.link_id in now)
    if not items:
        return None
    most = sum((_most(item) for item in items), Decimal(0))
    if not all(answers.get(item.link_id) for item in items):
        return Score(title, None, most)
    found = (_weight(item, value) for item in items for value in answers[item.link_id])
    return Score(title, sum(found, Decimal(0)), most)


def _most(item: Item) -> Decimal:
    weights = [option.weight for option in item.options if option.weight is not None]
    return sum((each for each in weights if each > 0), Decimal(0)) if item.is_repeating else max(weights)


def _weight(item: Item, value: Value) -> Decimal:
    found = (option.weight for option in item.options if same(option.value, value))
    return next(found, None) or Decimal(0)


def _band(item: Item, answers: Answers, now: frozenset[str]) -> Score | None:
    values = answers.get(item.link_id, ())
    if item.link_id not in now or not values or not isinstance(values[0], int | Decimal):
        return None
    value = Decimal(values[0])
    words = next((band.title for band in item.bands if band.least <= value <= band.most), "")
    most = item.most if isinstance(item.most, Decimal) else None
    return Score(item.text, value, most, words)

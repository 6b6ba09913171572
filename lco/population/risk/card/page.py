"""The model card: what a reader must know before relying on a model, item by item.

It follows the 27 items of TRIPOD+AI (Collins and others, BMJ 2024;385:e078378), in words of our own, and
the four domains of PROBAST (Wolff and others, Annals of Internal Medicine 2019;170:51). Every answer is
made from facts of the fit and the validation; what was not done says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from lco.population.risk.card.bias import Judged, bias_of
from lco.population.risk.card.facts import CardFacts
from lco.population.risk.card.methods import methods_of
from lco.population.risk.card.results import results_of
from lco.population.risk.fit import Fitting
from lco.population.risk.model import AdditiveModel
from lco.population.risk.report import Validation

SYNTHETIC_WARNING = (
    "The people it was fitted on were made up. It shows how the platform works and cannot teach anything "
    "about real people of this place: it must not be used for anybody's care."
)


@dataclass(frozen=True)
class Item:
    """One of the 27 items: its number, the section it stands in, what it asks, and the answer.

    `is_answered` is false where the answer is that something was not done.
    """

    number: int
    section: str
    asks: str
    answer: str
    is_answered: bool


@dataclass(frozen=True)
class Card:
    """A model card.

    Attributes:
        model: id of the model.
        title: what it foretells, in words.
        is_synthetic: whether the people it was fitted on were made up.
        warnings: what must be read first.
        items: the 27 items of TRIPOD+AI.
        bias: a judgement of each domain of PROBAST.
    """

    model: str
    title: str
    is_synthetic: bool
    warnings: tuple[str, ...]
    items: tuple[Item, ...]
    bias: tuple[Judged, ...]

    def to_json(self) -> str:
        """Return the card as JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Card:
        """Read a card that `to_json` wrote."""
        read: dict[str, Any] = json.loads(text)
        read["warnings"] = tuple(read["warnings"])
        read["items"] = tuple(Item(**each) for each in read["items"])
        read["bias"] = tuple(Judged(**each) for each in read["bias"])
        return cls(**read)

    def markdown(self) -> str:
        """Return the card as a page of Markdown."""
        return "\n".join(_lines(self)) + "\n"


def card_of(model: AdditiveModel, fitting: Fitting, validation: Validation, facts: CardFacts) -> Card:
    """Return the card of a model.

    Args:
        model: the model.
        fitting: how it was fitted.
        validation: what was found when it was tried.
        facts: where the people came from.
    """
    said = {**methods_of(model, fitting, validation, facts), **results_of(model, fitting, validation, facts)}
    items = tuple(
        Item(number, section, asks, *said[number])
        for section, asked in _ASKED.items()
        for number, asks in asked.items()
    )
    return Card(
        model=model.id,
        title=f"Predicted risk: {facts.title}, {facts.place}",
        is_synthetic=facts.is_synthetic,
        warnings=((SYNTHETIC_WARNING,) if facts.is_synthetic else ()) + validation.alerts,
        items=items,
        bias=bias_of(fitting, validation, facts),
    )


_ASKED: dict[str, dict[int, str]] = {
    "Title and abstract": {
        1: "What is predicted, in whom, by which kind of model",
        2: "A summary of the study",
    },
    "Introduction": {
        3: "Why the model is needed, for whom, and which inequalities are known",
        4: "What the study sets out to do",
    },
    "Methods": {
        5: "Where the data come from, and their dates",
        6: "Whose data they are: setting, who is eligible, treatments received",
        7: "How data were prepared and checked",
        8: "The outcome, over which time, and who judged it",
        9: "The predictors: choice, definition, when measured",
        10: "How many people, and why so many",
        11: "What was done about missing data",
        12: "How data were divided, predictors handled, the model built, and performance measured",
        13: "How rare outcomes were handled",
        14: "What was done about fairness",
        15: "What the model gives out, and any thresholds",
        16: "How those fitted on and those tried on differ",
        17: "Ethical approval and legal basis",
    },
    "Open science": {18: "Funding, interests, protocol, registration, sharing of data and code"},
    "People and public": {19: "How people and the public took part"},
    "Results": {
        20: "Who took part, and how they compare",
        21: "People and events in each analysis",
        22: "The full model",
        23: "Performance with intervals, also in key groups",
        24: "Whether the model was updated",
    },
    "Discussion": {
        25: "What the results mean, fairness among them",
        26: "Limitations",
        27: "How it is to be used in care, what input and skill it needs, what should be studied next",
    },
}


def _lines(card: Card) -> Iterable[str]:
    yield f"# {card.title}"
    yield f"\nModel `{card.model}`."
    for warning in card.warnings:
        yield f"\n> **Read first.** {warning}"
    section = ""
    for item in card.items:
        if item.section != section:
            section = item.section
            yield f"\n## {section}"
        yield f"\n### {item.number}. {item.asks}\n"
        yield item.answer if item.is_answered else f"**Not done.** {item.answer}"
    yield "\n## Risk of bias\n"
    yield "| Domain | Judgement | Why |\n| --- | --- | --- |"
    for each in card.bias:
        yield f"| {each.domain} | {each.judgement} | {each.why} |"

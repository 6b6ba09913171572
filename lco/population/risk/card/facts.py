"""What a card is made of besides the fit and the validation, and how it words numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lco.population.risk.report import Measured, Validation

Answer = tuple[str, bool]  # the answer, and whether it is one


@dataclass(frozen=True)
class CardFacts:
    """Where the people of a model came from.

    Attributes:
        place: name of the place or data set.
        title: title of the outcome.
        happens: the outcome as the end of a sentence that begins "the chance of".
        definition: what the outcome is and where its definition comes from.
        fitted_on, validated_on, index_on: days of the risks fitted, of those tried, and up to which
            outcomes were known; None where the data have periods and no days.
        is_synthetic: whether the people were made up.
        boosting: library of the gradient boosting it was compared with.
        owner: role that answers for the outcome.
    """

    place: str
    title: str
    happens: str
    definition: str
    fitted_on: date | None
    validated_on: date | None
    index_on: date | None
    is_synthetic: bool = False
    boosting: str = ""
    owner: str = ""


def done(answer: str) -> Answer:
    """Return an answer."""
    return answer, True


def not_done(answer: str) -> Answer:
    """Return the answer that something was not done, and what remains to be done."""
    return answer, False


def said(measures: Mapping[str, Measured], name: str, *, digits: int = 3) -> str:
    """Return a measure in words, such as ``0.727 (0.715 to 0.739)``."""
    found = measures.get(name)
    if found is None:
        return "not to be computed"
    value = f"{found.value:.{digits}f}"
    if found.lower is None or found.upper is None:
        return value
    return f"{value} ({found.lower:.{digits}f} to {found.upper:.{digits}f})"


def group_said(validation: Validation, by: str) -> str:
    """Return the ratio of events observed and expected in each group, in words."""
    shown = [each for each in validation.groups if each.by == by]
    ratios = [said(each.measures, "observed_over_expected", digits=2) for each in shown]
    words = [
        f"{each.label} {'withheld' if each.people is None else ratio}"
        for each, ratio in zip(shown, ratios, strict=True)
    ]
    return "; ".join(words)

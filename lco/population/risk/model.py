"""The model that scores: a weighted sum of declared terms, turned into a probability.

It is additive, so each term's share in a person's risk can be named, and it is an Ibis expression, so it
scores inside the engine, partition by partition, wherever the features are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from ibis.expr.types import FloatingValue, Table

from lco.population.risk.expressions import weighed_sum
from lco.population.risk.terms import Term, Transform, design

FORMAT = 1
Array = np.ndarray


class ModelRefused(ValueError):
    """A model or data that cannot be used; the message is one sentence with what to do."""


@dataclass(frozen=True)
class Weighed:
    """A term with its coefficient in log odds, and its mean among the people fitted on."""

    term: Term
    coefficient: float
    mean: float


@dataclass(frozen=True)
class AdditiveModel:
    """Log odds of an outcome as a sum of weighed terms.

    Attributes:
        id: id of the model, such as ``emergency_admission-2018-04-01-1f3a9c2e``.
        outcome: id of the outcome it foretells.
        intercept: log odds where every term is 0.
        terms: the terms, in the order they are summed.
    """

    id: str
    outcome: str
    intercept: float
    terms: tuple[Weighed, ...]

    @property
    def features(self) -> tuple[str, ...]:
        """Columns the model reads, each once."""
        return tuple(dict.fromkeys(each.term.feature for each in self.terms))

    @property
    def names(self) -> tuple[str, ...]:
        """What the model weighs, each once, in order; see `Term.name`."""
        return tuple(dict.fromkeys(each.term.name for each in self.terms))

    def log_odds(self, table: Table) -> FloatingValue:
        """Return the log odds of each row of a table with the model's features."""
        _refuse_missing(self.features, table.columns)
        return weighed_sum(
            [(each.term, each.coefficient) for each in self.terms], table, start=self.intercept
        )

    def probability(self, table: Table) -> FloatingValue:
        """Return the probability of the outcome for each row of a table with the model's features.

        Raises:
            ModelRefused: when the table lacks a feature.
        """
        risk: FloatingValue = 1.0 / ((-self.log_odds(table)).exp() + 1.0)
        return risk

    def contributions(self, table: Table) -> dict[str, FloatingValue]:
        """Return, by name, by how much each person's log odds differ from those of the mean person.

        The contributions of a person and the log odds of the mean person sum to the person's log odds.
        """
        _refuse_missing(self.features, table.columns)
        return {
            name: weighed_sum(
                [(each.term, each.coefficient) for each in terms],
                table,
                start=-sum(each.coefficient * each.mean for each in terms),
            )
            for name, terms in self._by_name().items()
        }

    def _by_name(self) -> dict[str, list[Weighed]]:
        found: dict[str, list[Weighed]] = {}
        for each in self.terms:
            found.setdefault(each.term.name, []).append(each)
        return found

    def log_odds_of(self, columns: Mapping[str, Array]) -> Array:
        """Return the log odds of arrays of the features, one entry a person."""
        _refuse_missing(self.features, columns)
        odds: Array = self.intercept + design([each.term for each in self.terms], columns) @ np.array(
            [each.coefficient for each in self.terms]
        )
        return odds

    def probability_of(self, columns: Mapping[str, Array]) -> Array:
        """Return the probability of the outcome from arrays of the features, one entry a person."""
        risk: Array = 1 / (1 + np.exp(-self.log_odds_of(columns)))
        return risk

    def contributions_of(self, columns: Mapping[str, Array]) -> dict[str, Array]:
        """Return what `contributions` does, from arrays."""
        found: dict[str, Array] = {}
        values = design([each.term for each in self.terms], columns)
        for position, each in enumerate(self.terms):
            share = each.coefficient * (values[:, position] - each.mean)
            name = each.term.name
            found[name] = found[name] + share if name in found else share
        return found

    def to_json(self) -> str:
        """Return the model as JSON; every number comes back as it was."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> AdditiveModel:
        """Read a model that `to_json` wrote.

        Raises:
            ModelRefused: when the text is no such model, or of a format this version does not know.
        """
        try:
            read: dict[str, Any] = json.loads(text)
            version = int(read.pop("format"))
            if version == FORMAT:
                terms = tuple(_read(each) for each in read.pop("terms"))
                return cls(**read, terms=terms)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelRefused(
                "This is not a model lco wrote: register it again with 'lco risk fit'."
            ) from error
        raise ModelRefused(
            f"The model has format {version}, this version of lco knows {FORMAT}: "
            "use the version that wrote it, or fit it again with 'lco risk fit'."
        )


def _read(each: Mapping[str, Any]) -> Weighed:
    term = dict(each["term"])
    term["transform"] = Transform(term["transform"])
    return Weighed(Term(**term), float(each["coefficient"]), float(each["mean"]))


def _refuse_missing(features: Sequence[str], columns: Any) -> None:
    if missing := [name for name in features if name not in columns]:
        raise ModelRefused(
            f"The table has no column '{missing[0]}', which the model weighs: "
            "give the features the model was fitted on."
        )

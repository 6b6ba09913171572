"""The people a model was tried on, counted, so that later people can be held against them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import numpy as np

from lco.population.risk.model import AdditiveModel
from lco.population.risk.terms import Transform, array
from lco.statistics.stability import counts_between, cut_points

Array = np.ndarray


@dataclass(frozen=True)
class Counted:
    """People counted between cut points of a number; one group more than there are cut points."""

    cuts: tuple[float, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class Baseline:
    """People of a day, counted by predicted risk and by each number the model weighs.

    Attributes:
        on: the day.
        risk: by predicted risk.
        features: by each feature, and by each condition, which has one cut point.
    """

    on: date | None
    risk: Counted
    features: Mapping[str, Counted]

    def to_json(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), indent=1, default=str) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Baseline:
        """Read what `to_json` wrote."""
        read = json.loads(text)
        return cls(
            on=date.fromisoformat(read["on"]) if read["on"] else None,
            risk=_counted(read["risk"]),
            features={name: _counted(each) for name, each in read["features"].items()},
        )


def _counted(read: Mapping[str, Sequence[float]]) -> Counted:
    return Counted(tuple(read["cuts"]), tuple(int(each) for each in read["people"]))


def numbers_of(model: AdditiveModel, columns: Mapping[str, Array]) -> dict[str, Array]:
    """Return each number the model weighs: features as they are, conditions as 0 or 1, a null as -1."""
    found: dict[str, Array] = {}
    for each in model.terms:
        term = each.term
        if term.transform is Transform.BIT:
            found[term.name] = array(term, columns[term.feature])
        elif term.feature not in found:
            found[term.feature] = np.nan_to_num(columns[term.feature].astype(float), nan=-1.0)
    return found


def baseline_of(model: AdditiveModel, columns: Mapping[str, Array], *, on: date | None) -> Baseline:
    """Count people of a day by tenths of risk and of each number the model weighs."""
    features = {}
    for name, values in numbers_of(model, columns).items():
        features[name] = _in_tenths(values)
    return Baseline(on, _in_tenths(model.probability_of(columns)), features)


def _in_tenths(values: Array) -> Counted:
    cuts = cut_points(values)
    if len(cuts) == 1:
        # Most people have the least of it: the cut stands above them, or nobody would be below.
        above = values[values > values.min()]
        cuts = (float(above.min()),) if len(above) else cuts
    return Counted(cuts, counts_between(values, cuts))

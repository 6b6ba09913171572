"""Validation: risks of one day held against what happened in the twelve months from it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypedDict, Unpack

import numpy as np

from lco.disclosure import SMALLEST_SHOWN
from lco.population.risk.alerts import alerts_of
from lco.population.risk.groups import Grouping, groups_in
from lco.population.risk.measures import benefit_of, curve_of, flags_of, measured
from lco.population.risk.model import ModelRefused
from lco.population.risk.report import Measured, Validation

Array = np.ndarray
# Comparators that are probabilities; the others only rank, and have no calibration.
PROBABILITIES = frozenset({"gradient_boosting", "logistic_regression"})


class About(TypedDict):
    """What a report says about itself: ids of model and outcome, the day, how people were kept apart."""

    model: str
    outcome: str
    index_on: date | None
    split: str


def validate(
    risks: Array,
    events: Array,
    *,
    groupings: Sequence[Grouping] = (),
    comparators: Mapping[str, Array] = MappingProxyType({}),
    smallest: int = SMALLEST_SHOWN,
    clusters: Array | None = None,
    **about: Unpack[About],
) -> Validation:
    """Return what was found when a model was tried on people it was not fitted on.

    Args:
        risks: predicted probability of each person.
        events: whether the outcome came about.
        groupings: ways to part the people.
        comparators: name of another way to rank the same people to its risks or points.
        smallest: smallest count shown of a group.
        clusters: whom each entry is of, where one person has several.
        about: model, outcome, index_on and split of the report.

    Raises:
        ModelRefused: when nobody or everybody had the event.
    """
    happened = np.asarray(events, dtype=bool)
    _refuse_one_kind(happened)
    flags = flags_of(risks)
    measures = measured(risks, happened, flags, clusters=clusters)
    shown = [groups_in(each, risks, happened, flags, smallest=smallest) for each in groupings]
    groups = tuple(group for each in shown for group in each)
    return Validation(
        **about,
        people=len(happened),
        events=int(happened.sum()),
        measures=measures,
        curve=curve_of(risks, happened),
        benefit=benefit_of(risks, happened),
        groups=groups,
        comparators={name: _compared(name, each, happened, clusters) for name, each in comparators.items()},
        alerts=alerts_of(measures, groups),
    )


def _refuse_one_kind(happened: Array) -> None:
    if happened.all() or not happened.any():
        raise ModelRefused(
            f"Of {len(happened):,} people {int(happened.sum()):,} had the event: "
            "nothing can be validated on them. Choose another day."
        )


def _compared(name: str, values: Array, happened: Array, clusters: Array | None) -> dict[str, Measured]:
    are_probabilities = name in PROBABILITIES
    return measured(
        values, happened, flags_of(values), are_probabilities=are_probabilities, clusters=clusters
    )

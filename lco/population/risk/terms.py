"""Terms of an additive model: what is made of a feature before it is weighed.

Each transform has two forms that agree to the last digits: an Ibis expression in `expressions`, which an
engine computes over a whole place, and an array here, on which models are fitted. A null feature counts
as `Term.when_absent`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

Array = np.ndarray


class Transform(StrEnum):
    """What is made of a feature x, given the constant `at`."""

    LINEAR = "linear"  # x
    LOG1P = "log1p"  # ln(1 + x); for counts
    ABOVE = "above"  # x - at where x is above it, else 0: the bend of a spline at a knot
    AT_LEAST = "at_least"  # 1 where x is `at` or more, else 0
    EQUALS = "equals"  # 1 where x is `at`, else 0
    BIT = "bit"  # 1 where bit `at` of the whole number x is set, else 0
    ABSENT = "absent"  # 1 where x is null, else 0


@dataclass(frozen=True)
class Term:
    """A transform of a feature.

    Attributes:
        name: what it says something about; terms of one name make one reason, such as the bends of a spline.
        feature: the column.
        transform: what is made of it.
        at: constant of the transform.
        when_absent: what a null feature counts as, before the transform.
    """

    name: str
    feature: str
    transform: Transform = Transform.LINEAR
    at: float = 0.0
    when_absent: float = 0.0


def array(term: Term, values: Array) -> Array:
    """Return the term of each entry of a feature; a null is NaN, a mask of bits is of whole numbers."""
    if term.transform is Transform.BIT:
        bits: Array = (values.astype(np.int64) >> int(term.at)) & 1
        return bits.astype(np.float64)
    x = values.astype(np.float64)
    made: Array = np.nan_to_num(x, nan=term.when_absent)
    if term.transform is Transform.ABSENT:
        made = np.isnan(x)
    elif term.transform is Transform.AT_LEAST:
        made = made >= term.at
    elif term.transform is Transform.EQUALS:
        made = made == term.at
    elif term.transform is Transform.ABOVE:
        made = np.maximum(made - term.at, 0.0)
    elif term.transform is Transform.LOG1P:
        made = np.log1p(made)
    return made.astype(np.float64)


def design(terms: Sequence[Term], columns: Mapping[str, Array]) -> Array:
    """Return the terms side by side: a row for each person, a column for each term, float64."""
    people = len(next(iter(columns.values()))) if columns else 0
    made = np.empty((people, len(terms)), order="F")
    for position, term in enumerate(terms):
        made[:, position] = array(term, columns[term.feature])
    return made


def spline(feature: str, knots: Sequence[float], *, name: str = "") -> tuple[Term, ...]:
    """Return a line in `feature` that may bend at each knot."""
    named = name or feature
    bends = (Term(named, feature, Transform.ABOVE, float(knot)) for knot in knots)
    return (Term(named, feature), *bends)

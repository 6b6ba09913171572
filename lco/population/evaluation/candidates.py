"""The people an evaluation looks at: those treated, those they may be held against, what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEWEST_TREATED = 30
FEWEST_EVENTS = 5


class EvaluationRefused(ValueError):
    """An evaluation that cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Question:
    """What is asked: of whom, over which time, what is counted. See `report.Evaluation` for each."""

    title: str
    outcome: str
    outcome_label: str
    follow_up_months: int = 12
    starts_on: date | None = None
    place: str | None = None
    is_synthetic: bool = False


@dataclass(frozen=True)
class YearPair:
    """Everybody there between two years: events in the first and in the next, and years followed."""

    counts: Doubles
    next: Doubles
    next_years: Doubles


@dataclass(frozen=True)
class Candidates:
    """One entry per person, treated and not, all known on the day the follow-up begins.

    Attributes:
        is_treated: who was treated.
        covariates: people x covariates, all from before the start; `names` and `labels` say what they are.
        after, after_years: events in the follow-up, and years each person was followed.
        before: events in the year before the start.
        earlier: events in the year before that.
        keys: people are only matched within the same key.
        unselected: two years before anybody was chosen, of everybody; None when not known.
    """

    is_treated: Flags
    covariates: Doubles
    names: tuple[str, ...]
    labels: tuple[str, ...]
    after: Doubles
    after_years: Doubles
    before: Doubles
    earlier: Doubles
    keys: Longs
    unselected: YearPair | None = None

    def __post_init__(self) -> None:
        treated = int(self.is_treated.sum())
        if treated < FEWEST_TREATED:
            raise EvaluationRefused(
                f"{treated} people treated are too few to be evaluated: {FEWEST_TREATED} are the fewest, "
                "so wait for more or widen the group."
            )
        if len(self.is_treated) - treated < treated:
            raise EvaluationRefused(
                f"There are {len(self.is_treated) - treated:,} people to hold {treated:,} treated people "
                "against: there must be at least as many. Give the records of a whole place."
            )
        if not np.isfinite(self.covariates).all():
            raise EvaluationRefused("A covariate is missing for some people: fill it in or leave it out.")

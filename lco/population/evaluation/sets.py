"""Matched sets: those treated, each with people as likely to be treated and to have as many events.

Source: Leacy and Stuart, Statistics in Medicine 2014;33:3488-3508: matching on the propensity within bands
of the prognosis leaves less unlike than matching on either.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.population.evaluation.candidates import Candidates, Doubles, EvaluationRefused, Longs
from lco.population.evaluation.matching import CALIPER, Matches, nearest
from lco.population.evaluation.propensity import logit_of_propensity, prognosis

_FEWEST_IN_BAND = 40


@dataclass(frozen=True)
class Matching:
    """Settings.

    Attributes:
        caliper: greatest distance, in standard deviations of the log odds of being treated.
        controls: most controls of each person treated.
        bands: bands of events foreseen, each with as many of those treated; people match within a band.
    """

    caliper: float = CALIPER
    controls: int = 1
    bands: int = 8


@dataclass(frozen=True)
class Sets:
    """The matched sets: rows of those treated (each once), of controls; set and weight of each control."""

    treated: Longs
    control: Longs
    set: Longs
    weights: Doubles

    def mean(self, values: Doubles) -> Doubles:
        """Return the weighted mean of `values` of the controls of each set."""
        weighted = values[self.control] * self.weights
        return np.asarray(np.bincount(self.set, weighted, len(self.treated)), dtype=np.float64)


@dataclass(frozen=True)
class Paired:
    """Matched sets, and how many more events each person treated was foreseen than those matched."""

    sets: Sets
    foreseen_difference: Doubles


def pair_up(people: Candidates, settings: Matching) -> Paired:
    """Match everybody treated who can be.

    Raises:
        EvaluationRefused: when nobody is near enough to anybody.
    """
    logit = logit_of_propensity(people.covariates, people.is_treated)
    rate = prognosis(people, logit)
    bands = min(settings.bands, int(people.is_treated.sum()) // _FEWEST_IN_BAND)
    keys = people.keys * max(bands, 1) + _bands(rate, rate[people.is_treated], bands)
    matches = nearest(logit, people.is_treated, keys, caliper=settings.caliper, controls=settings.controls)
    if not len(matches.control):
        raise EvaluationRefused(
            "Nobody treated has anybody like them to be held against: widen the caliper or match on less."
        )
    sets = sets_of(matches)
    own = rate[sets.treated] * sets.mean(people.after_years)
    return Paired(sets, np.asarray(own - sets.mean(rate * people.after_years)))


def sets_of(matches: Matches) -> Sets:
    """Return the sets of `matches`: the controls of one person treated weigh one together."""
    treated, position, size = np.unique(matches.treated, return_inverse=True, return_counts=True)
    return Sets(treated, matches.control, position, 1.0 / size[position])


def _bands(rate: Doubles, treated: Doubles, bands: int) -> Longs:
    if bands <= 1:
        return np.zeros(len(rate), dtype=np.int64)
    edges = np.quantile(treated, np.linspace(0, 1, bands + 1)[1:-1])
    return np.searchsorted(edges, rate).astype(np.int64)

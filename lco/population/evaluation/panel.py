"""Units followed over periods, some of which begin something: rates with effects of unit and period."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import stdtr, stdtrit  # scipy.stats takes half a second to import

from lco.population.evaluation.candidates import Doubles, EvaluationRefused, Flags, Longs
from lco.population.evaluation.rates import PER
from lco.population.evaluation.verdict import Effect
from lco.statistics.intervals import Estimate, StatisticRefused
from lco.statistics.poisson_regression import clustered_variance, jackknife_variance, poisson_fit

FEWEST_CLUSTERS = 6
_FEW_CLUSTERS = 60


@dataclass(frozen=True)
class Panel:
    """Events and person-years, units x periods.

    Attributes:
        events, years: of each unit in each period; a cell without years does not count.
        starts: the period from which each unit has what is evaluated; the number of periods for never.
        levels: units with the same number share one level: their own for neighbourhoods, 0 and 1 for
            matched people.
        clusters: units that belong together, 0 to G - 1.
        periods: each period in words.
    """

    events: Doubles
    years: Doubles
    starts: Longs
    levels: Longs
    clusters: Longs
    periods: tuple[str, ...]

    def __post_init__(self) -> None:
        groups = len(np.unique(self.clusters))
        if groups < FEWEST_CLUSTERS:
            raise EvaluationRefused(
                f"{groups} units are too few to compare: {FEWEST_CLUSTERS} are the fewest, "
                "since the interval comes from how they differ."
            )
        if not self.is_on.any() or self.is_on.all():
            raise EvaluationRefused("Some periods must lie before the start and some after it.")

    @property
    def is_on(self) -> Flags:
        """Say of each unit and period whether it had begun."""
        return np.asarray(np.arange(len(self.periods))[None, :] >= self.starts[:, None])

    @property
    def is_ever(self) -> Flags:
        """Say of each unit whether it begins in the time looked at."""
        return np.asarray(self.starts < len(self.periods))

    def rate(self, cells: Flags) -> float:
        """Return events per person-year of some cells."""
        return float(self.events[cells].sum() / max(float(self.years[cells].sum()), 1e-9))


class Coefficient(NamedTuple):
    """A coefficient on the log scale, its standard error, and the degrees of freedom of its t."""

    value: float
    error: float
    freedom: int

    def interval(self, confidence: float = 0.95) -> Estimate:
        """Return the ratio exp(value) with its interval."""
        width = float(stdtrit(self.freedom, (1 + confidence) / 2)) * self.error
        return Estimate(exp(self.value), exp(self.value - width), exp(self.value + width))

    @property
    def chance(self) -> float:
        """Return the chance of a coefficient this far from 0 when it is 0, both sides."""
        return 2 * float(stdtr(self.freedom, -abs(self.value) / self.error)) if self.error > 0 else 1.0


def coefficient_of(
    panel: Panel, wanted: Doubles, cells: Flags | None = None, *, beside: Doubles | None = None
) -> Coefficient:
    """Fit events = exp(level + period + b wanted) x years, and return b.

    The error is by clusters: leaving each out in turn where there are few, by the usual formula where
    there are many.

    Args:
        panel: the units.
        wanted: units x periods: the column whose coefficient is wanted.
        cells: cells to fit on; all when None.
        beside: units x periods: one more column, whose coefficient is not wanted.

    Raises:
        EvaluationRefused: when it cannot be told apart from levels and periods.
    """
    used = (panel.years > 0) & (np.ones_like(panel.years, bool) if cells is None else cells)
    unit, period = np.nonzero(used)
    events, years = panel.events[used], panel.years[used]
    _, clusters = np.unique(panel.clusters[unit], return_inverse=True)
    columns = [_indicators(panel.levels[unit]), _indicators(period)[:, 1:]]
    if beside is not None:
        columns.append(beside[used][:, None])
    design = np.column_stack([*columns, wanted[used]])
    column = design.shape[1] - 1
    try:
        fit = poisson_fit(design, events, years)
        if clusters.max() < _FEW_CLUSTERS:
            variance = jackknife_variance(fit, design, events, years, clusters, column=column)
        else:
            variance = float(clustered_variance(fit, design, events, years, clusters)[column, column])
    except StatisticRefused as refusal:
        raise EvaluationRefused(f"No effect can be told from these periods. {refusal}") from refusal
    return Coefficient(float(fit.coefficients[column]), sqrt(variance), int(clusters.max()))


def effect_of(panel: Panel, comparison: str) -> Effect:
    """Return the effect of having begun, with its interval."""
    ratio = coefficient_of(panel, panel.is_on.astype(np.float64)).interval()
    reached = panel.rate(panel.is_on & (panel.years > 0)) * PER
    changes = [reached * (1 - 1 / each) for each in (ratio.value, ratio.lower, ratio.upper)]
    return Effect(comparison, ratio, Estimate(*changes))


def _indicators(numbers: Longs) -> Doubles:
    found, place = np.unique(numbers, return_inverse=True)
    return np.eye(len(found))[place]

"""Straight lines fitted on either side of a cut-off, the nearer the heavier, and the jump between them.

Sources: Imbens and Kalyanaraman, Review of Economic Studies 2012;79:933-959 (bandwidth); McCrary, Journal
of Econometrics 2008;142:698-714 (density).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from lco.population.evaluation.candidates import Doubles, EvaluationRefused, Flags
from lco.statistics.intervals import StatisticRefused
from lco.statistics.poisson_regression import poisson_fit

FEWEST_NEAR = 30
_EDGE_KERNEL = 3.4375
_ORDER = 2
_SHARE_NEAREST, _FEWEST_NEAREST, _BINS_EACH_SIDE = 5, 500, 12


@dataclass(frozen=True)
class Jump:
    """At the cut-off: the level just below it, the jump to just above it, for several outcomes at once.

    Attributes:
        below, jump: one entry per outcome.
        influence: rows x (2 x outcomes): levels first, then jumps; its cross product is their variance.
    """

    below: Doubles
    jump: Doubles
    influence: Doubles

    @property
    def variance(self) -> Doubles:
        """Return the variance of the levels and jumps, right whatever the spread of each row."""
        return np.asarray(self.influence.T @ self.influence)


def triangular(distance: Doubles, bandwidth: float) -> Doubles:
    """Return weights that fall in a straight line from 1 at the cut-off to 0 at the bandwidth."""
    return np.asarray(np.clip(1 - np.abs(distance) / bandwidth, 0, None))


def jump_at_cut_off(distance: Doubles, outcomes: Doubles, weights: Doubles, bandwidth: float) -> Jump:
    """Fit a line on each side.

    Args:
        distance: signed distance from the cut-off, at or above 0 where people qualify.
        outcomes: rows x outcomes.
        weights: of each row, such as years followed.
        bandwidth: rows further away than this do not count.

    Raises:
        EvaluationRefused: when fewer than `FEWEST_NEAR` rows lie within the bandwidth on a side.
    """
    above = distance >= 0
    weight = weights * triangular(distance, bandwidth)
    near = weight > 0
    if min(int((near & above).sum()), int((near & ~above).sum())) < FEWEST_NEAR:
        raise EvaluationRefused(
            f"Fewer than {FEWEST_NEAR} people lie near the cut-off on one side of it: choose another one."
        )
    kept, values, weight, above = distance[near], outcomes[near], weight[near], above[near]
    design = np.column_stack([np.ones(len(kept)), above, kept, above * kept])
    inverse = np.linalg.inv(design.T @ (design * weight[:, None]))
    coefficients = inverse @ design.T @ (values * weight[:, None])
    residual = values - design @ coefficients
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design) * weight
    pulled = (design @ inverse)[:, :_ORDER] * (weight / (1 - np.minimum(leverage, 0.99)))[:, None]
    influence = np.hstack([pulled[:, [row]] * residual for row in range(_ORDER)])
    return Jump(coefficients[0], coefficients[1], influence)


def bandwidth_of(distance: Doubles, outcome: Doubles) -> float:
    """Return the bandwidth with the least mean squared error of the jump, by Imbens and Kalyanaraman.

    Raises:
        EvaluationRefused: when too few rows lie on one side of the cut-off.
    """
    above = distance >= 0
    sides = (~above, above)
    if min(int(side.sum()) for side in sides) < FEWEST_NEAR:
        raise EvaluationRefused(
            f"Fewer than {FEWEST_NEAR} people lie on one side of the cut-off: choose another one."
        )
    rows = len(distance)
    pilot = 1.84 * float(distance.std()) * rows**-0.2
    near = [side & (np.abs(distance) <= pilot) for side in sides]
    density = max(sum(int(part.sum()) for part in near), 2) / (2 * rows * pilot)
    variances = [float(outcome[part].var()) if part.sum() > 1 else float(outcome.var()) for part in near]
    cubic = np.column_stack([np.ones(rows), above, distance, distance**2, distance**3])
    third = 6 * float(np.linalg.lstsq(cubic, outcome, rcond=None)[0][4])
    curves, doubts = [], 0.0
    for side, variance in zip(sides, variances, strict=True):
        reach = 3.56 * (variance / (density * max(third**2, 0.01))) ** (1 / 7) * int(side.sum()) ** (-1 / 7)
        curve, doubt = _curve(distance, outcome, side, reach, variance)
        curves.append(curve)
        doubts += doubt
    bend = (curves[1] - curves[0]) ** 2 + doubts
    best = _EDGE_KERNEL * (sum(variances) / (density * bend)) ** 0.2 * rows**-0.2
    return float(min(best, np.abs(distance).max()))


def _curve(
    distance: Doubles, outcome: Doubles, side: Flags, reach: float, variance: float
) -> tuple[float, float]:
    """Return the curvature on one side of the cut-off, and how little sure it is."""
    near = side & (np.abs(distance) <= reach)
    if near.sum() < FEWEST_NEAR:
        near = side
    design = np.vander(distance[near], 3, increasing=True)
    coefficients = np.linalg.lstsq(design, outcome[near], rcond=None)[0]
    return 2 * float(coefficients[2]), 2160 * variance / (int(near.sum()) * reach**4)


def density_jump(distance: Doubles) -> float:
    """Return how much denser people lie just above the cut-off than just below, in standard errors.

    People heaped on one side say that somebody moved them over the cut-off. After McCrary: counts in bins
    of those nearest, with an exponential line on each side.
    """
    sides = (distance[distance >= 0], -distance[distance < 0])
    nearest = np.sort(np.abs(distance))[: max(len(distance) // _SHARE_NEAREST, _FEWEST_NEAREST)]
    width = float(min(nearest[-1], sides[0].max(), sides[1].max()))
    edges = np.linspace(0, width, _BINS_EACH_SIDE + 1)
    counts = np.concatenate([np.histogram(side, edges)[0] for side in sides]).astype(np.float64)
    is_over = np.repeat([1.0, 0.0], _BINS_EACH_SIDE)
    middles = (edges[:-1] + edges[1:]) / 2 / max(width, 1e-12)
    place = np.concatenate([middles, -middles])
    design = np.column_stack([np.ones(len(counts)), is_over, place, is_over * place])
    try:
        fit = poisson_fit(design, counts, np.ones(len(counts)))
    except StatisticRefused:
        return float("inf")
    return float(fit.coefficients[1] / sqrt(fit.inverse_information[1, 1]))

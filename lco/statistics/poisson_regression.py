"""Poisson regression with standard errors that know which rows belong together.

Rates are modelled as exp(x b) per unit of exposure. Source: McCullagh and Nelder 1989, chapter 6; clustered
variance: Liang and Zeger, Biometrika 1986;73:13-22; leaving out one cluster at a time: Bell and McCaffrey,
Survey Methodology 2002;28:169-181 (CR3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lco.statistics.intervals import StatisticRefused

Doubles = NDArray[np.float64]
_STEPS = 100
_CLOSE = 1e-10
_FURTHEST = 30.0


@dataclass(frozen=True)
class PoissonFit:
    """Coefficients on the log scale; the inverse of the information, their variance for Poisson counts."""

    coefficients: Doubles
    inverse_information: Doubles

    def expected(self, design: Doubles, exposure: Doubles | float = 1.0) -> Doubles:
        """Return the expected events of each row of `design`."""
        return np.asarray(exposure * np.exp(np.clip(design @ self.coefficients, -_FURTHEST, _FURTHEST)))


def poisson_fit(
    design: Doubles, events: Doubles, exposure: Doubles, *, penalty: float = 0.0, begin: Doubles | None = None
) -> PoissonFit:
    """Fit by Newton's method (iterated reweighted least squares).

    Args:
        design: rows x columns, the constant included.
        events: of each row, at least 0; need not be whole.
        exposure: of each row, above 0, such as person-years.
        penalty: ridge penalty on every column but the first; makes a column that tells nothing harmless.
        begin: coefficients to begin from.

    Raises:
        StatisticRefused: when the columns cannot be told apart or the fit does not settle.
    """
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 0.0
    at = np.zeros(design.shape[1]) if begin is None else begin.copy()
    if begin is None:
        at[0] = np.log(max(float(events.sum()), 0.5) / float(exposure.sum()))
    for _ in range(_STEPS):
        mean = exposure * np.exp(np.clip(design @ at, -_FURTHEST, _FURTHEST))
        information = design.T @ (design * mean[:, None]) + np.diag(ridge)
        try:
            step = np.linalg.solve(information, design.T @ (events - mean) - ridge * at)
        except np.linalg.LinAlgError as error:
            raise StatisticRefused("The regression cannot tell its columns apart: leave one out.") from error
        at = at + np.clip(step, -3.0, 3.0)
        if float(np.abs(step).max()) < _CLOSE:
            return PoissonFit(at, np.asarray(np.linalg.inv(information), dtype=np.float64))
    raise StatisticRefused("The regression does not settle: there are too few events for its columns.")


def clustered_variance(
    fit: PoissonFit, design: Doubles, events: Doubles, exposure: Doubles, clusters: NDArray[np.int64]
) -> Doubles:
    """Return the variance of the coefficients by clusters, with the usual correction G/(G-1) (n-1)/(n-k).

    Args:
        fit: of the same rows.
        clusters: number of the cluster of each row, 0 to G - 1.
    """
    residual = events - fit.expected(design, exposure)
    groups, (rows, columns) = int(clusters.max()) + 1, design.shape
    scores = np.zeros((groups, columns))
    np.add.at(scores, clusters, design * residual[:, None])
    corrected = groups / (groups - 1) * (rows - 1) / (rows - columns)
    return np.asarray(corrected * fit.inverse_information @ (scores.T @ scores) @ fit.inverse_information)


def jackknife_variance(
    fit: PoissonFit,
    design: Doubles,
    events: Doubles,
    exposure: Doubles,
    clusters: NDArray[np.int64],
    *,
    column: int,
) -> float:
    """Return the variance of one coefficient by leaving out each cluster in turn: honest with few clusters.

    Columns that only the cluster left out has are left out with it.
    """
    groups = int(clusters.max()) + 1
    found = []
    for group in range(groups):
        kept = clusters != group
        part = design[kept]
        used = part.any(axis=0)
        if not used[column]:
            raise StatisticRefused("One cluster alone shows the effect: there must be several.")
        again = poisson_fit(part[:, used], events[kept], exposure[kept], begin=fit.coefficients[used])
        found.append(again.coefficients[int(used[:column].sum())])
    spread = np.array(found) - fit.coefficients[column]
    return float((groups - 1) / groups * (spread**2).sum())

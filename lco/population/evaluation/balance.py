"""How alike those treated and those held against them were before, thing by thing.

Source: Austin, Statistics in Medicine 2009;28:3083-3107 (standardised differences below 0.1, variance
ratios); Rubin, Health Services and Outcomes Research Methodology 2001;2:169-188 (0.25, and 0.5 to 2).
"""

from __future__ import annotations

import numpy as np

from lco.population.evaluation.candidates import Candidates, Doubles, Longs
from lco.population.evaluation.report import Balance, Diagnostic

WANTED = 0.1
TOO_FAR = 0.25
FEWEST_MATCHED = 0.5
_VARIANCE_RATIOS = (0.5, 2.0)
_NAMED = 3


def balance_table(
    people: Candidates, treated: Longs, control: Longs, weights: Doubles
) -> tuple[Balance, ...]:
    """Return one row per covariate.

    Args:
        people: everybody.
        treated: rows of those treated who were matched, each once.
        control: rows of those held against them.
        weights: weight of each row of `control`.
    """
    values, chosen = people.covariates, people.is_treated
    everybody, others = values[chosen], values[~chosen]
    spread = np.sqrt((everybody.var(axis=0) + others.var(axis=0)) / 2)
    spread = np.where(spread > 0, spread, 1.0)
    mine, theirs = values[treated], values[control]
    mean = np.average(theirs, axis=0, weights=weights)
    variance = np.average((theirs - mean) ** 2, axis=0, weights=weights)
    own = mine.var(axis=0)
    return tuple(
        Balance(
            covariate=name,
            label=people.labels[at],
            treated=float(mine[:, at].mean()),
            before=float(others[:, at].mean()),
            after=float(mean[at]),
            difference_before=float((everybody[:, at].mean() - others[:, at].mean()) / spread[at]),
            difference_after=float((mine[:, at].mean() - mean[at]) / spread[at]),
            variance_ratio=float(own[at] / variance[at]) if variance[at] > 0 else None,
        )
        for at, name in enumerate(people.names)
    )


def balance_diagnostics(table: tuple[Balance, ...], *, treated: int, matched: int) -> tuple[Diagnostic, ...]:
    """Return what the table says: how alike the groups are, and how many found a match."""
    return (_alike(table), _not_apart(table), _alike_in_spread(table), _matched(treated, matched))


def _alike(table: tuple[Balance, ...]) -> Diagnostic:
    apart = sorted(
        (row for row in table if abs(row.difference_after) >= WANTED),
        key=lambda row: -abs(row.difference_after),
    )
    before = sum(abs(row.difference_before) >= WANTED for row in table)
    says = (
        f"{len(apart)} of {len(table)} covariates differ by {WANTED} or more after matching, {before} before"
    )
    if apart:
        named = ", ".join(f"{row.label} {row.difference_after:+.2f}" for row in apart[:_NAMED])
        says += f": {named}"
    return Diagnostic("balance", f"{says}.", is_met=not apart)


def _not_apart(table: tuple[Balance, ...]) -> Diagnostic:
    worst = max(table, key=lambda row: abs(row.difference_after))
    says = f"the greatest difference after matching is {worst.difference_after:+.2f}, in {worst.label}"
    return Diagnostic("imbalance", f"{says}.", is_met=abs(worst.difference_after) < TOO_FAR, is_needed=True)


def _alike_in_spread(table: tuple[Balance, ...]) -> Diagnostic:
    low, high = _VARIANCE_RATIOS
    known = [row for row in table if row.variance_ratio is not None]
    odd = [row.label for row in known if not low <= float(row.variance_ratio or 0) <= high]
    says = f"{len(odd)} of {len(known)} covariates vary twice or half as much as in the comparison"
    return Diagnostic("variance", f"{says}{': ' + ', '.join(odd[:_NAMED]) if odd else ''}.", is_met=not odd)


def _matched(treated: int, matched: int) -> Diagnostic:
    says = f"{matched:,} of {treated:,} people treated have somebody like them to be held against"
    return Diagnostic("matched", f"{says}.", is_met=matched >= FEWEST_MATCHED * treated, is_needed=True)
